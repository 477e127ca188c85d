import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthServer, type SignedIn, startAuthServer } from '@/testing/auth-server';

let server: AuthServer;
let here: SignedIn;
let there: SignedIn;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());

async function logInTwice(email: string): Promise<void> {
  here = await server.signUp(email);
  there = await server.signIn(email);
}

describe.each(['token', 'cookie'] as const)('with the %s alone', (kind) => {
  test('sign-out ends that session at once, and no other', async () => {
    await logInTwice(`${kind}@example.com`);
    const response = await signOut(credentials(here, kind));
    expect(response.status).toBe(200);
    expect(await verify(here)).toEqual({ ok: false, reason: 'revoked' });
    expect(await verify(there)).toMatchObject({ ok: true });
    expect((await server.call('/token', { headers: { cookie: here.cookie } })).status).toBe(401);
    expect((await server.call('/token', { headers: { cookie: there.cookie } })).status).toBe(200);
  });

  test('sign-out that the database refuses is a 500 without a cause, and ends nothing', async () => {
    await logInTwice(`${kind}-refused@example.com`);
    await server.sql`
      create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'a cause to keep to ourselves' using errcode = 'TD001'; end $$`;
    await server.sql`
      create trigger refuse before delete on session for each row execute function refuse()`;
    const response = await signOut(credentials(here, kind));
    await server.sql`drop function refuse cascade`;

    expect(response.status).toBe(500);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.text()).not.toContain('cause');
    expect(JSON.stringify(server.failures.at(-1))).toContain('TD001');
    expect(await verify(here)).toMatchObject({ ok: true });
  });
});

test('a token decides which session ends, not the cookie beside it', async () => {
  await logInTwice('beside@example.com');
  await signOut({ ...credentials(here, 'token'), cookie: there.cookie });
  expect(await verify(here)).toEqual({ ok: false, reason: 'revoked' });
  expect(await verify(there)).toMatchObject({ ok: true });
});

test('signing out twice is no error', async () => {
  await logInTwice('twice@example.com');
  await signOut(credentials(here, 'token'));
  expect((await signOut(credentials(here, 'token'))).status).toBe(200);
});

test('a bad token signs nobody out and says so', async () => {
  await logInTwice('bad@example.com');
  const forged = { ...here, token: `${here.token}x` };
  const response = await signOut(credentials(forged, 'token'));
  expect(response.status).toBe(401);
  expect(await verify(here)).toMatchObject({ ok: true });
});

test('without any credentials nothing ends', async () => {
  await logInTwice('nobody@example.com');
  expect((await signOut({})).status).toBe(200);
  expect(await verify(here)).toMatchObject({ ok: true });
});

test('a body names no session: it is ignored', async () => {
  await logInTwice('body@example.com');
  const { sid } = decodeJwt(there.token);
  const [row] = await server.sql`select token from session where id = ${String(sid)}`;
  const body = { sid, id: sid, token: there.token, sessionToken: row?.token };
  await server.call('/sign-out', { method: 'POST', headers: credentials(here, 'token'), body });
  expect(await verify(here)).toEqual({ ok: false, reason: 'revoked' });
  expect(await verify(there)).toMatchObject({ ok: true });
});

test('sign-out ends tokens in this process without waiting for word of it', async () => {
  await logInTwice('waiting@example.com');
  await server.sql`alter table session disable trigger session_revoked`;
  await signOut(credentials(here, 'token'));
  await server.sql`alter table session enable trigger session_revoked`;
  expect(await verify(here)).toEqual({ ok: false, reason: 'revoked' });
  expect(await verify(there)).toMatchObject({ ok: true });
});

test('a session or user deleted by hand ends the tokens soon', async () => {
  await logInTwice('hand@example.com');
  await server.sql`
    delete from session where id = (select id from session where user_id = ${here.user.id} order by created_at limit 1)`;
  await expect.poll(() => verify(here)).toEqual({ ok: false, reason: 'revoked' });
  expect(await verify(there)).toMatchObject({ ok: true });
  await server.sql`delete from "user" where id = ${here.user.id}`;
  await expect.poll(() => verify(there)).toEqual({ ok: false, reason: 'revoked' });
});

function verify({ token }: SignedIn) {
  return server.tokens.verify(token);
}

function signOut(headers: Record<string, string>) {
  return server.call('/sign-out', { method: 'POST', headers });
}

function credentials(
  { token, cookie }: SignedIn,
  kind: 'token' | 'cookie',
): Record<string, string> {
  if (kind === 'token') return { authorization: `Bearer ${token}` };
  return { cookie, origin: server.env.BETTER_AUTH_URL };
}
