import { decodeJwt } from 'jose';
import { post, reach, refusal } from './client-http';
import { endSession } from './client-sign-out';
import { onWordOfOtherTabs, tellOtherTabs } from './other-tabs';

/** The person who uses this page, as the token names them. */
export interface User {
  id: string;
  email: string;
}

/** `unknown` until the cookie has been tried; `ended` when the server refuses a session that was in use; `deleted` with the account. */
export type Session =
  | { status: 'unknown' }
  | { status: 'signed-out' | 'deleted' }
  | { status: 'signed-in' | 'ended'; user: User };

let session: Session = { status: 'unknown' };
let token: string | undefined;
let renewal: Promise<string> | undefined;
/** Other calls may hear of the end of the session before the answer to signing out has come. */
let isLeaving = false;
const listeners = new Set<() => void>();
onWordOfOtherTabs(forget);

/** Who is signed in on this page. */
export function getSession(): Session {
  return session;
}

/** Calls `listener` whenever `getSession` has something new; the answer ends that. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Makes an account and signs in. @throws Error whose message says what to do. */
export async function signUp(fields: { name: string; email: string; password: string }) {
  await logIn('/api/auth/sign-up/email', fields);
}

/** Signs in. @throws Error whose message says what to do. */
export async function signIn(fields: { email: string; password: string }) {
  await logIn('/api/auth/sign-in/email', fields);
}

/** Ends the session of this page, on the server and here, and no other. @throws Error whose message says what to do. */
export async function signOut(): Promise<void> {
  isLeaving = true;
  try {
    if (token !== undefined) await endSession(token);
    leave();
  } finally {
    isLeaving = false;
  }
}

/** Forgets an account that the server has deleted, here and in the other tabs of this browser. */
export function forgetAccount({ id }: User): void {
  tellOtherTabs(id);
  forget(id);
}

/** Gives up a session that the server has ended; calls that wait for it fail. */
export function leave(): void {
  token = undefined;
  change({ status: 'signed-out' });
}

/**
 * The token for `Authorization: Bearer`: the one in memory unless the server `refused` it, else one
 * for the session cookie, asked for once however many callers wait. When a session that was in use
 * has ended, it waits until the user has signed in again.
 * @throws Error whose message says what to do.
 */
export async function accessToken(refused?: string): Promise<string> {
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
  const response = await reach('/api/auth/token');
  if (response.ok) return keep(await response.json());
  if (response.status !== 401) throw await refusal(response);
  if (isLeaving || !('user' in session)) {
    leave();
    throw new Error('Sign in to go on.');
  }
  change({ status: 'ended', user: session.user });
  return signedInAgain();
}

function signedInAgain(): Promise<string> {
  return new Promise((resolve, reject) => {
    const stop = onSessionChange(() => {
      if (session.status === 'ended') return;
      stop();
      if (token !== undefined) resolve(token);
      else reject(new Error('Sign in to go on.'));
    });
  });
}

async function logIn(path: string, fields: object): Promise<void> {
  keep(await (await post(path, fields)).json());
}

function keep(answer: { token: string }): string {
  token = answer.token;
  const { sub, email } = decodeJwt<{ sub: string; email: string }>(token);
  change({ status: 'signed-in', user: { id: sub, email } });
  return token;
}

function forget(userId: string): void {
  if (!('user' in session) || session.user.id !== userId) return;
  token = undefined;
  change({ status: 'deleted' });
}

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}
