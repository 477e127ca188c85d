import { waitOf } from '@/contract/wait';

const UNREACHABLE =
  'Tandem cannot be reached. Nothing you typed is lost: check your connection and try again.';

const NO_ADDRESS = 'This is no e-mail address. Write it like ada@example.com.';

/** What to do about the refusals of Better Auth, by its code, and the field that they are about. */
const ADVICE: Record<string, [words: string, field?: string]> = {
  INVALID_EMAIL_OR_PASSWORD: [
    'Wrong e-mail or password. Check both, or sign up if you are new here.',
    'password',
  ],
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: [
    'This e-mail has an account already. Sign in with it, or use another one.',
    'email',
  ],
  INVALID_EMAIL: [NO_ADDRESS, 'email'],
  // What is typed into the other fields is a text, which is all that is asked of them.
  VALIDATION_ERROR: [NO_ADDRESS, 'email'],
  PASSWORD_TOO_SHORT: ['Use at least 8 characters.', 'password'],
  INVALID_ORIGIN: [
    'This is not the address that Tandem was set up for. Open it there, and sign in again.',
  ],
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
  const [advice, field] =
    response.status === 429 && seconds > 0
      ? [`Too many attempts. Try again in ${waitOf(seconds)}.`]
      : (ADVICE[code ?? ''] ?? [message ?? UNREACHABLE]);
  return Object.assign(new Error(advice, { cause: response }), { field });
}

/** The name of the field that a refusal is about, if it is about one. */
export function fieldOf(error: Error): string | undefined {
  const { field } = error as { field?: string };
  return field;
}
