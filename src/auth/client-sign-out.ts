import { LEAVING_COOKIE } from '@/contract/leaving';
import { post, reach, refusal } from './client-http';

const YEAR_S = 365 * 86_400;
/** Who leaves does not wait for a server that hangs. */
const PATIENCE_MS = 5_000;

/** Ends a session whose cookie may be of somebody else by now. */
let parting: string | undefined;
let finishing: Promise<void> | undefined;

/** Notes whose sessions in this browser are to end; closed before that has happened, its next page goes on. */
export function beginSignOut(userId: string, token: string | undefined): void {
  parting = token;
  document.cookie = `${LEAVING_COOKIE}=${userId}; path=/; max-age=${YEAR_S}; samesite=lax`;
}

/** Tells the server of a sign-out that it does not know of yet, if there is one. @throws Error while it cannot be told. */
export function finishSignOut(): Promise<void> {
  finishing ??= finish().finally(() => {
    finishing = undefined;
  });
  return finishing;
}

/** Whoever has signed in since may stay. */
export function giveUpSignOut(): void {
  parting = undefined;
  document.cookie = `${LEAVING_COOKIE}=; path=/; max-age=0; samesite=lax`;
}

async function finish(): Promise<void> {
  const [, userId] = new RegExp(`\\b${LEAVING_COOKIE}=([^;]+)`).exec(document.cookie) ?? [];
  if (userId === undefined) return;
  if (parting !== undefined) await endByToken(parting);
  if ((await userOfCookie()) === userId) await post('/api/auth/sign-out', {}, PATIENCE_MS);
  giveUpSignOut();
}

/** A token that has expired ends nothing. */
async function endByToken(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await reach('/api/auth/sign-out', { method: 'POST', headers, signal });
  if (!response.ok && response.status !== 401) throw await refusal(response);
}

/** Whom the cookie is of; a cookie of no session is removed by the answer. */
async function userOfCookie(): Promise<string | undefined> {
  const response = await reach('/api/auth/get-session', {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw await refusal(response);
  const found = (await response.json()) as { user: { id: string } } | null;
  return found?.user.id;
}
