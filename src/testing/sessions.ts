import type { TestApp } from './app';
import { bearer, send } from './clients';

/** Ends the session of a token. */
export async function logOut(app: TestApp, token: string): Promise<void> {
  const response = await send(app, 'POST', '/api/auth/sign-out', bearer(token));
  if (!response.ok) throw new Error(`Sign-out: ${response.status} ${await response.text()}`);
}
