import { signShared } from '@/auth/signature';
import { user } from '@/db/schema/auth';
import { type Person, type TestApp, TEST_SECRET } from './app';

/** Somebody with this id, whose token no log-in gave; quicker than signing up. */
export async function addPerson(app: TestApp, id: string = crypto.randomUUID()): Promise<Person> {
  const email = `${crypto.randomUUID()}@example.com`;
  await app.services.db.insert(user).values({ id, email, name: 'Somebody' });
  return { id, email, token: await mintToken(app, id) };
}

/** A good token for the user, of a session of its own. */
export function mintToken({ services: { env } }: TestApp, userId: string): Promise<string> {
  const { BETTER_AUTH_URL: url, JWT_EXPIRES_IN: lifetime } = env;
  const iat = Math.floor(Date.now() / 1_000);
  const claims = { sub: userId, sid: crypto.randomUUID(), iss: url, aud: url };
  return signShared(TEST_SECRET, { ...claims, iat, exp: iat + lifetime });
}
