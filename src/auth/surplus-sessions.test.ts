import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AuthServer, type SignedIn, startAuthServer } from '@/testing/auth-server';

const MAX = 100;

let server: AuthServer;
let ann: SignedIn;
beforeAll(async () => {
  server = await startAuthServer();
});
beforeEach(async () => {
  ann = await server.signUp(`${crypto.randomUUID()}@example.com`);
  await addSessions(ann.user.id);
  await server.sql`delete from revoked_session`;
});
afterAll(() => server.close());

test('a sign-in beyond 100 ends the session that was not used for longest, and none of others', async () => {
  const bob = await server.signUp(`${crypto.randomUUID()}@example.com`);
  const { token } = await server.signIn(ann.user.email);
  const ended = await server.sql`select sid from revoked_session`;
  expect(ended).toEqual([{ sid: `${ann.user.id}99` }]);
  expect(await server.revocations.isRevoked(`${ann.user.id}99`)).toBe(true);
  for (const good of [ann.token, bob.token, token])
    expect(await server.tokens.verify(good)).toMatchObject({ ok: true });
});

test('sign-ins at once leave 100, theirs among them', async () => {
  const { email } = ann.user;
  const signedIn = await Promise.all(Array.from({ length: 5 }, () => server.signIn(email)));
  expect(await server.sql`select from session where user_id = ${ann.user.id}`).toHaveLength(MAX);
  for (const { token } of signedIn)
    expect(await server.tokens.verify(token)).toMatchObject({ ok: true });
});

/** 99, the nth of which was last used n hours ago. */
async function addSessions(userId: string): Promise<void> {
  await server.sql`
    insert into session (id, user_id, token, expires_at, updated_at)
    select ${userId} || n, ${userId}, ${userId} || n, now() + interval '1 day', now() - n * interval '1 hour'
    from generate_series(1, ${MAX - 1}::int) n`;
}
