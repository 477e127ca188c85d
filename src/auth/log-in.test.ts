import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthServer, password, startAuthServer } from '@/testing/auth-server';

const MINUTE = 60;
const DAY = 86_400;
const WEEK = 7 * DAY;
/** For `toBeCloseTo`: 50 seconds more or less. */
const NEARLY = -2;

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());

test.each(['/sign-up/email', '/sign-in/email'])(
  '%s hands out the token in the header and in the body, and nobody may store it',
  async (path) => {
    const email = 'both@example.com';
    const body = { email, password, name: 'Both' };
    const response = await server.call(path, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { token, user } = (await response.json()) as { token: string; user: { id: string } };
    expect(response.headers.get('set-auth-jwt')).toBe(token);
    expect(await server.tokens.verify(token)).toMatchObject({
      ok: true,
      claims: { userId: user.id },
    });
  },
);

test('a token says who, for which session and until when, and nothing else of the user', async () => {
  const { token, user } = await server.signUp('claims@example.com');
  const [session] = await server.sql`select id from session where user_id = ${user.id}`;
  const claims = decodeJwt(token);
  expect(claims).toEqual({
    sub: user.id,
    email: 'claims@example.com',
    sid: session?.id,
    jti: expect.stringMatching(/^[\da-f-]{36}$/),
    iat: expect.any(Number),
    exp: expect.any(Number),
    iss: server.env.BETTER_AUTH_URL,
    aud: server.env.BETTER_AUTH_URL,
  });
  expect(Math.abs(claims.iat! - Date.now() / 1_000)).toBeLessThan(30);
  expect(claims.exp! - claims.iat!).toBeGreaterThan(WEEK - 5);
  expect(claims.exp! - claims.iat!).toBeLessThanOrEqual(WEEK);
});

describe.each([
  { JWT_EXPIRES_IN: '15m', lifetime: 15 * MINUTE, logIn: WEEK },
  { JWT_EXPIRES_IN: '30d', lifetime: 30 * DAY, logIn: 30 * DAY },
])('with JWT_EXPIRES_IN=$JWT_EXPIRES_IN', ({ JWT_EXPIRES_IN, lifetime, logIn }) => {
  let other: AuthServer;
  beforeAll(async () => {
    other = await startAuthServer({ JWT_EXPIRES_IN });
  });
  afterAll(() => other.close());

  test('the lifetime is what is configured', async () => {
    const { token } = await other.signUp('lifetime@example.com');
    expect(lifetimeOf(token)).toBeCloseTo(lifetime, NEARLY);
  });

  test('a log-in that is not to be remembered lasts a day, and its tokens no longer', async () => {
    const body = { email: 'forget@example.com', password, name: 'Forget', rememberMe: false };
    const { token } = await other.logIn('/sign-up/email', body);
    expect(await secondsLeft(other, token)).toBeCloseTo(DAY, NEARLY);
    expect(lifetimeOf(token)).toBeCloseTo(Math.min(lifetime, DAY), NEARLY);
  });

  test('a log-in lasts from its last use, so that the cookie renews tokens of who is active', async () => {
    const { token, cookie } = await other.signUp('active@example.com');
    expect(await secondsLeft(other, token)).toBeCloseTo(logIn, NEARLY);
    await expireIn(other, token, logIn - 2 * DAY);
    const response = await other.call('/token', { headers: { cookie } });
    expect(response.headers.getSetCookie().join()).toContain(`Max-Age=${logIn};`);
    const renewed = ((await response.json()) as { token: string }).token;
    expect(await secondsLeft(other, renewed)).toBeCloseTo(logIn, NEARLY);
    expect(lifetimeOf(renewed)).toBeCloseTo(lifetime, NEARLY);
    expect(await other.tokens.verify(renewed)).toMatchObject({ ok: true });
  });

  test('a log-in that was not used for too long gives no token', async () => {
    const { token, cookie } = await other.signUp('idle@example.com');
    await expireIn(other, token, 0);
    expect((await other.call('/token', { headers: { cookie } })).status).toBe(401);
  });
});

test('a token never outlives its session', async () => {
  const body = { email: 'clamp@example.com', password, name: 'Clamp', rememberMe: false };
  const { token, cookie } = await server.logIn('/sign-up/email', body);
  await expireIn(server, token, 60 * MINUTE);
  const response = await server.call('/token', { headers: { cookie } });
  const renewed = ((await response.json()) as { token: string }).token;
  expect(lifetimeOf(renewed)).toBeCloseTo(60 * MINUTE, NEARLY);
});

test('the cookie is worth a new token of the same session, which nobody may store', async () => {
  const { token, cookie } = await server.signUp('renew@example.com');
  const response = await server.call('/token', { headers: { cookie } });
  expect(response.headers.get('cache-control')).toBe('no-store');
  const renewed = ((await response.json()) as { token: string }).token;
  expect(sidOf(renewed)).toBe(sidOf(token));
  expect(decodeJwt(renewed).jti).not.toBe(decodeJwt(token).jti);
  expect(await server.tokens.verify(renewed)).toMatchObject({ ok: true });
});

test('a token alone is enough for /get-session', async () => {
  const { token } = await server.signUp('bearer@example.com');
  const headers = { authorization: `bEARER  ${token}` };
  const response = await server.call('/get-session', { headers });
  expect(response.status).toBe(200);
  expect(await response.json()).not.toBeNull();
});

test.each([
  ['GET', '/get-session', undefined],
  ['POST', '/update-user', { name: 'New' }],
])(
  'a token at %s %s neither prolongs its session nor becomes a cookie',
  async (method, path, body) => {
    const { token } = await server.signUp(`same${path.replace('/', '-')}@example.com`);
    await expireIn(server, token, 3 * DAY);
    const response = await server.call(path, { method, headers: bearer(token), body });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await secondsLeft(server, token)).toBeCloseTo(3 * DAY, NEARLY);
  },
);

test('a token is not worth another one, with or without a cookie beside it', async () => {
  const { token, cookie } = await server.signUp('no-more@example.com');
  for (const headers of [bearer(token), { ...bearer(token), cookie }]) {
    expect((await server.call('/token', { headers })).status).toBe(401);
  }
});

test('a token whose user is not the one of its session opens nothing', async () => {
  const { token } = await server.signUp('mine@example.com');
  const other = await server.signUp('theirs@example.com');
  await server.sql`update session set user_id = ${other.user.id} where id = ${sidOf(token)}`;
  const response = await server.call('/get-session', { headers: bearer(token) });
  expect(await response.json()).toBeNull();
});

test("no answer shows the session's own token, which the cookie holds", async () => {
  const { token, cookie } = await server.signUp('secret@example.com');
  const [session] = await server.sql`select token from session where id = ${sidOf(token)}`;
  const headers = { cookie, origin: server.env.BETTER_AUTH_URL };
  const answers = [
    await server.call('/get-session', { headers }),
    await server.call('/update-user', { method: 'POST', headers, body: { name: 'New' } }),
  ];
  const tokens = await server.sql`select token from session`;
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    const text = await answer.text();
    for (const row of [session, ...tokens]) expect(text).not.toContain(row?.token);
  }
});

test('three sign-ups at once with one address in different case make one user', async () => {
  const emails = ['Race@example.com', 'race@example.com', 'RACE@EXAMPLE.COM'];
  const responses = await Promise.all(
    emails.map((email) =>
      server.call('/sign-up/email', { method: 'POST', body: { email, password, name: 'Race' } }),
    ),
  );
  expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 422, 422]);
  expect(await server.sql`select from "user" where email = 'race@example.com'`).toHaveLength(1);
});

test('a sign-up that fails half-way leaves no user behind', async () => {
  await server.sql`alter table account add constraint refused check (false) not valid`;
  const body = { email: 'orphan@example.com', password, name: 'Orphan' };
  const failed = await server.call('/sign-up/email', { method: 'POST', body });
  expect(failed.status).toBe(500);
  expect(await server.sql`select from "user" where email = 'orphan@example.com'`).toHaveLength(0);

  await server.sql`alter table account drop constraint refused`;
  expect(await server.signUp('orphan@example.com')).toHaveProperty('token');
});

function sidOf(token: string): string {
  return decodeJwt<{ sid: string }>(token).sid;
}

function lifetimeOf(token: string): number {
  const { iat, exp } = decodeJwt(token);
  return exp! - iat!;
}

async function secondsLeft({ sql }: AuthServer, token: string): Promise<number> {
  const [row] = await sql`
    select extract(epoch from expires_at - now())::float8 as seconds from session where id = ${sidOf(token)}`;
  return row?.seconds;
}

function expireIn({ sql }: AuthServer, token: string, seconds: number) {
  return sql`
    update session set expires_at = now() + make_interval(secs => ${seconds}) where id = ${sidOf(token)}`;
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}
