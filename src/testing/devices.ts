import { hashPassword } from 'better-auth/crypto';
import { decodeJwt } from 'jose';
import { signShared } from '@/auth/signature';
import { account, session } from '@/db/schema/auth';
import { PASSWORD, type Person, type TestApp, TEST_SECRET } from './app';
import { send } from './clients';
import { addPerson } from './people';

/** A device that somebody has signed in on with the password. */
export interface Device extends Person {
  /** For the `Cookie` header. */
  cookie: string;
}

/** Signs somebody in on one more device, with headers of its own. */
export async function signInAgain(
  app: TestApp,
  { id, email }: Person,
  headers: Record<string, string> = {},
): Promise<Device> {
  const body = JSON.stringify({ email, password: PASSWORD });
  const response = await send(app, 'POST', '/api/auth/sign-in/email', headers, body);
  if (!response.ok) throw new Error(`Sign-in: ${response.status} ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { id, email, token, cookie: cookies.join('; ') };
}

/** Somebody, new unless given, with a session that no log-in gave; quicker than signing in. */
export async function addDevice(app: TestApp, owner?: Person): Promise<Person> {
  const { services } = app;
  const { BETTER_AUTH_URL: url, JWT_EXPIRES_IN: lifetime } = services.env;
  const { id: userId, email } = owner ?? (await addPerson(app));
  const sid = crypto.randomUUID();
  const iat = Math.floor(Date.now() / 1_000);
  const expiresAt = new Date((iat + lifetime) * 1_000);
  await services.db.insert(session).values({ id: sid, userId, token: `${sid}!`, expiresAt });
  const claims = { sub: userId, sid, iss: url, aud: url, iat, exp: iat + lifetime };
  return { id: userId, email, token: await signShared(TEST_SECRET, claims) };
}

let hash: Promise<string> | undefined;

/** Somebody new with `PASSWORD` and a session; quicker than signing up, as hashing is slow by design. */
export async function addAccount(app: TestApp): Promise<Person> {
  const person = await addDevice(app);
  const id = crypto.randomUUID();
  const password = await (hash ??= hashPassword(PASSWORD));
  const row = { id, accountId: person.id, providerId: 'credential', userId: person.id, password };
  await app.services.db.insert(account).values(row);
  return person;
}

/** The id of the session that somebody's token belongs to. */
export function sidOf({ token }: Pick<Person, 'token'>): string {
  return decodeJwt<{ sid: string }>(token).sid;
}
