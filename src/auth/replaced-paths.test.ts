import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AuthServer, password, type SignedIn, startAuthServer } from '@/testing/auth-server';

const change = { currentPassword: password, newPassword: `${password}!` };

let server: AuthServer;
let here: SignedIn;
let there: SignedIn;
beforeAll(async () => {
  server = await startAuthServer();
  here = await server.signUp('ann@example.com');
  there = await server.signIn('ann@example.com');
});
afterAll(() => server.close());

test.each<[string, string, object?]>([
  ['GET', '/list-sessions'],
  ['POST', '/revoke-session', { token: 'any' }],
  ['POST', '/revoke-sessions', {}],
  ['POST', '/revoke-other-sessions', {}],
  ['POST', '/change-password', change],
  ['POST', '/change-password/', change],
  ['POST', '/change-password', { ...change, revokeOtherSessions: true }],
  ['POST', '/change-email', { newEmail: 'new@example.com' }],
  ['POST', '/verify-password', { password }],
  ['POST', '/delete-user', { password }],
  ['GET', '/delete-user/callback?token=any'],
])('%s %s does nothing, whatever asks: our procedures do it', async (method, path, body) => {
  const before = await rows();
  for (const headers of [
    { authorization: `Bearer ${here.token}` },
    { cookie: here.cookie, origin: server.env.BETTER_AUTH_URL },
  ]) {
    const response = await server.call(path, { method, headers, body });
    expect([path, response.status]).toEqual([path, path === '/change-email' ? 400 : 404]);
  }
  expect(await rows()).toEqual(before);
  for (const { token } of [here, there]) {
    expect(await server.tokens.verify(token)).toMatchObject({ ok: true });
  }
});

test('a password that is reset ends every session, at once in this process', async () => {
  const { user } = here;
  await server.sql`
    insert into verification (id, identifier, value, expires_at)
    values ('reset', 'reset-password:once', ${user.id}, now() + interval '1 hour')`;
  await server.sql`alter table session disable trigger session_revoked`;
  const body = { token: 'once', newPassword: `${password}?` };
  const response = await server.call('/reset-password', { method: 'POST', body });
  await server.sql`alter table session enable trigger session_revoked`;
  expect(response.status).toBe(200);
  for (const { token } of [here, there]) {
    expect(await server.tokens.verify(token)).toEqual({ ok: false, reason: 'revoked' });
  }
});

async function rows() {
  return {
    sessions: await server.sql`select id, token from session order by id`,
    accounts: await server.sql`select id, password from account order by id`,
    users: await server.sql`select id, email from "user" order by id`,
  };
}
