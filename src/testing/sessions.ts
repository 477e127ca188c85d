import { type Person, PASSWORD, type TestApp } from './app';
import { bearer, send } from './clients';

/** Another session of somebody: its token, and its cookie as the `Cookie` header takes it. */
export async function logInAgain(app: TestApp, { email }: Person) {
  const credentials = JSON.stringify({ email, password: PASSWORD });
  const response = await send(app, 'POST', '/api/auth/sign-in/email', {}, credentials);
  if (!response.ok) throw new Error(`Sign-in: ${response.status} ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  return { token, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

/** Ends the session of a token. */
export async function logOut(app: TestApp, token: string): Promise<void> {
  const response = await send(app, 'POST', '/api/auth/sign-out', bearer(token));
  if (!response.ok) throw new Error(`Sign-out: ${response.status} ${await response.text()}`);
}
