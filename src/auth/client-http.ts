import { waitOf } from '@/contract/wait';

const UNREACHABLE =
  'Tandem cannot be reached. Nothing you typed is lost: check your connection and try again.';

/** What to do about the refusals of Better Auth, by its code. */
const ADVICE: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD:
    'Wrong e-mail or password. Check both, or sign up if you are new here.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    'This e-mail has an account already. Sign in with it, or use another one.',
  INVALID_ORIGIN:
    'This is not the address that Tandem was set up for. Open it there, and sign in again.',
};

/** The media types of the API; an answer of another comes from something in between. */
const OURS = /json|^text\/event-stream/;

/** `fetch` of the API. @throws Error whose message says what to do. */
export async function reach(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch(() => undefined);
  if (!response || !OURS.test(response.headers.get('content-type') ?? '')) {
    throw new Error(UNREACHABLE);
  }
  return response;
}

/** Sends JSON to Better Auth, given up after `patienceMs`. @throws Error whose message says what to do, also when it refuses. */
export async function post(path: string, fields: object, patienceMs?: number): Promise<Response> {
  const response = await reach(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
    signal: patienceMs ? AbortSignal.timeout(patienceMs) : null,
  });
  if (!response.ok) throw await refusal(response);
  return response;
}

/** An error that tells the user what a refusal of Better Auth asks for; its cause is the answer. */
export async function refusal(response: Response): Promise<Error> {
  const { code, message } = (await response.json()) as { code?: string; message?: string };
  const seconds = Number(response.headers.get('retry-after'));
  const advice =
    response.status === 429 && seconds > 0
      ? `Too many attempts. Try again in ${waitOf(seconds)}.`
      : (ADVICE[code ?? ''] ?? message ?? UNREACHABLE);
  return new Error(advice, { cause: response });
}
