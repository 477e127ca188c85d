import { post, reach, refusal } from './client-http';
import {
  forget,
  getSession,
  heldToken,
  keepToken,
  noteRefusal,
  onSessionChange,
  type User,
} from './client-session';
import { beginSignOut, finishSignOut, giveUpSignOut } from './client-sign-out';
import { type News, onNews, tellOtherTabs } from './other-tabs';

export { expectUser, getSession, onSessionChange, type Session, type User } from './client-session';
export { finishSignOut } from './client-sign-out';

/** Milliseconds after which a server that says nothing cannot be reached. */
const PATIENCE_MS = 20_000;

let renewal: Promise<string> | undefined;
onNews(hear);

/** Makes an account and signs in. @throws Error whose message says what to do. */
export async function signUp(fields: { name: string; email: string; password: string }) {
  await logIn('/api/auth/sign-up/email', fields);
}

/** Signs in. @throws Error whose message says what to do. */
export async function signIn(fields: { email: string; password: string }) {
  await logIn('/api/auth/sign-in/email', fields);
}

/**
 * Forgets a person at once, here and in their other tabs, and ends their session on the server.
 * @throws Error while the server cannot be told; `finishSignOut` tries again.
 */
export async function signOut({ id }: Pick<User, 'id'>): Promise<void> {
  beginSignOut(id, heldToken());
  forget('left', id);
  tellOtherTabs({ said: 'left', userId: id });
  await finishSignOut();
}

/** Forgets an account that the server has deleted, here and in the other tabs of this browser. */
export function forgetAccount({ id }: User): void {
  tellOtherTabs({ said: 'deleted', userId: id });
  forget('deleted', id);
}

/**
 * The token for `Authorization: Bearer`: the one in memory unless the server `refused` it, else one
 * for the session cookie, asked for once however many callers wait. When a session that was in use
 * has ended, it waits until the user has signed in again.
 * @throws Error whose message says what to do.
 */
export async function accessToken(refused?: string): Promise<string> {
  const token = heldToken();
  if (token !== undefined && token !== refused) return token;
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
}

/** `fetch` with the token; an answer of 401 renews it and sends the request once more. Each is given up after `patienceMs`. */
export async function authorizedFetch(
  url: RequestInfo | URL,
  init?: RequestInit,
  patienceMs?: number,
) {
  const first = await accessToken();
  const response = await send(first);
  return response.status === 401 ? send(await accessToken(first)) : response;

  function send(bearer: string): Promise<Response> {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${bearer}`);
    const signal = patienceMs ? AbortSignal.timeout(patienceMs) : init?.signal;
    return reach(url, { ...init, headers, signal: signal ?? null });
  }
}

async function renew(): Promise<string> {
  if ('userId' in getSession()) throw signInFirst();
  await finishSignOut();
  const response = await askForToken();
  if (response.ok) return keep(response);
  if (response.status !== 401) throw await refusal(response);
  noteRefusal();
  if (getSession().status !== 'ended') throw signInFirst();
  return signedInAgain();
}

function signedInAgain(): Promise<string> {
  return new Promise((resolve, reject) => {
    const stop = onSessionChange(() => {
      const { status } = getSession();
      if (status === 'ended') return;
      stop();
      const token = heldToken();
      if (token !== undefined) resolve(token);
      else reject(signInFirst());
    });
  });
}

async function logIn(path: string, fields: object): Promise<void> {
  await finishSignOut().catch(() => undefined);
  const response = await post(path, fields, PATIENCE_MS);
  giveUpSignOut();
  tellOtherTabs({ said: 'signed-in' });
  await keep(response);
}

async function keep(response: Response): Promise<string> {
  const { token } = (await response.json()) as { token: string };
  return keepToken(token);
}

function hear(news: News): void {
  if ('userId' in news) forget(news.said, news.userId);
  if (news.said === 'signed-in') takeUp().catch(() => undefined);
}

/** Who has signed in in another tab need not do it here; a page of somebody else is theirs no more. */
async function takeUp(): Promise<void> {
  if ('userId' in getSession()) return;
  const response = await askForToken();
  if (response.ok) await keep(response);
}

/** One for the session cookie. */
function askForToken(): Promise<Response> {
  return reach('/api/auth/token', { signal: AbortSignal.timeout(PATIENCE_MS) });
}

function signInFirst(): Error {
  return new Error('Sign in to go on.');
}
