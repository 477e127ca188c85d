import { decodeJwt } from 'jose';
import { post, reach, refusal } from './client-http';

/**
 * Ends the session of `token` and no other: the cookie may be of somebody who has signed in in
 * another tab since. @throws Error whose message says what to do.
 */
export async function endSession(token: string): Promise<void> {
  const isEnded = await endByToken(token);
  const cookieId = await sessionOfCookie();
  if (!isEnded && cookieId === decodeJwt(token).sid) await post('/api/auth/sign-out', {});
}

/** False if the token has expired, which ends nothing. */
async function endByToken(token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await reach('/api/auth/sign-out', { method: 'POST', headers });
  if (!response.ok && response.status !== 401) throw await refusal(response);
  return response.ok;
}

/** The id of the session that the cookie is of; a cookie of none is removed by the answer. */
async function sessionOfCookie(): Promise<string | undefined> {
  const response = await reach('/api/auth/get-session');
  if (!response.ok) throw await refusal(response);
  const found = (await response.json()) as { session: { id: string } } | null;
  return found?.session.id;
}
