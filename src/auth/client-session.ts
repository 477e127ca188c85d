/** The person who uses this page, as the token names them. */
export interface User {
  id: string;
  email: string;
}

/**
 * `unknown` until the cookie has been tried; `ended` when the server refuses a session that was in use.
 * After `left`, `deleted` and `replaced`, by somebody else, nothing of that person may stay in this page.
 */
export type Session =
  | { status: 'unknown' | 'signed-out' }
  | { status: 'signed-in' | 'ended'; user: User }
  | { status: Parting; userId: string };

type Parting = 'left' | 'deleted' | 'replaced';

let session: Session = { status: 'unknown' };
let token: string | undefined;
let expected: User | undefined;
const listeners = new Set<() => void>();

/** Who is signed in on this page. */
export function getSession(): Session {
  return session;
}

/** Calls `listener` whenever `getSession` has something new; the answer ends that. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says for whom the server has made this page, before there is a token. */
export function expectUser(user: User): void {
  expected = user;
}

/** The token in memory, good or not. */
export function heldToken(): string | undefined {
  return token;
}

/** Takes a token that the server has given. @throws Error if it is not of the person whose page this is, or was. */
export function keepToken(fresh: string): string {
  if ('userId' in session) throw new Error('Sign in to go on.');
  const { sub: id, email } = claimsIn(fresh);
  const before = owner()?.id;
  if (before !== undefined && before !== id) {
    forget('replaced', before);
    throw new Error('Somebody else has signed in in this browser.');
  }
  token = fresh;
  change({ status: 'signed-in', user: { id, email } });
  return token;
}

/** Forgets a person whose page this is. */
export function forget(status: Parting, userId: string): void {
  if (owner()?.id !== userId) return;
  token = undefined;
  change({ status, userId });
}

/** Notes that the server knows of no session: one that was in use, or that the page was made in, can be taken up again. */
export function noteRefusal(): void {
  const user = owner();
  if (user) change({ status: 'ended', user });
  else if (session.status === 'unknown') change({ status: 'signed-out' });
}

/** Whose page this is, as far as that is known. */
function owner(): User | undefined {
  if ('user' in session) return session.user;
  return session.status === 'unknown' ? expected : undefined;
}

/** Reads a token without judging it, as the server does that; a library for this would weigh more than all of this file. */
function claimsIn(jwt: string): { sub: string; email: string } {
  const payload = jwt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as { sub: string; email: string };
}

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}
