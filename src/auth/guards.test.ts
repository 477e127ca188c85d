import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthServer, password, type SignedIn, startAuthServer } from '@/testing/auth-server';

let server: AuthServer;
let ann: SignedIn;
beforeAll(async () => {
  server = await startAuthServer({ CORS_ORIGINS: 'https://app.example.com' });
  ann = await server.signUp('ann@example.com');
});
afterAll(() => server.close());

describe('with a cookie', () => {
  test.each([
    ['our own origin', 'http://localhost:3000', 200],
    ['a configured origin', 'https://app.example.com', 200],
    ['no origin', undefined, 403],
    ['the null origin', 'null', 403],
    ['another origin', 'https://evil.example', 403],
    ['an origin that begins like ours', 'http://localhost:30001', 403],
    ['an origin that ends like a configured one', 'https://evil-app.example.com', 403],
    ['an origin below a configured one', 'https://x.app.example.com', 403],
    ['another scheme', 'http://app.example.com', 403],
  ])('a change from %s is answered as it should be', async (_, origin, status) => {
    const headers = { cookie: ann.cookie, ...(origin && { origin }) };
    const body = { name: 'Ann' };
    const response = await server.call('/update-user', { method: 'POST', headers, body });
    expect(response.status).toBe(status);
  });
});

test('a token needs no origin, as no browser sends it by itself', async () => {
  const headers = { authorization: `Bearer ${ann.token}`, cookie: 'some=cookie' };
  const response = await server.call('/update-user', {
    method: 'POST',
    headers,
    body: { name: 'Ann' },
  });
  expect(response.status).toBe(200);
});

test.each([
  ["Node's fetch", { 'sec-fetch-mode': 'cors' }, 200],
  [
    'our page',
    { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' },
    200,
  ],
  ['a form elsewhere', { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' }, 403],
  ['a page elsewhere', { 'sec-fetch-mode': 'cors', origin: 'https://evil.example' }, 403],
])(
  'a log-in from %s is answered as it should be',
  async (_, headers: Record<string, string>, status) => {
    const body = { email: 'ann@example.com', password };
    const response = await server.call('/sign-in/email', { method: 'POST', headers, body });
    expect(response.status).toBe(status);
  },
);

describe('text that cannot be kept', () => {
  const good = { email: 'odd@example.com', password, name: 'Odd' };

  test.each([
    ['NUL in the name', { name: 'a\0b' }],
    ['NUL in the e-mail', { email: 'odd\0@example.com' }],
    ['NUL in the password', { password: `${password}\0` }],
    ['NUL in the picture', { image: '\0' }],
    ['half a character in the name', { name: '\ud83d' }],
    ['half a character in the password', { password: `${password}\ude00` }],
    ['an e-mail longer than an index takes', { email: `${randomText(4_000)}@example.com` }],
    ['an e-mail of 256 characters', { email: emailOf(256) }],
    ['a name of 256 characters', { name: 'x'.repeat(256) }],
    ['a name of 256 characters outside the basic plane', { name: '😀'.repeat(256) }],
    ['a name that is an object', { name: { first: 'Odd' } }],
    ['a password that is a number', { password: 12_345_678 }],
    ['a password of 7 characters', { password: '1234567' }],
    ['a password of 129 characters', { password: 'x'.repeat(129) }],
  ])('%s is refused with a 4xx', async (_, change) => {
    const body = { ...good, ...change };
    const { status } = await server.call('/sign-up/email', { method: 'POST', body });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test.each(['', '{', 'null', '[]', '7', '"text"', '{"email":'])(
    'so is the body %j',
    async (body) => {
      const { status } = await server.call('/sign-up/email', { method: 'POST', body });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );

  test('so is NUL in a path, and a path longer than an index takes', async () => {
    expect((await server.call('/reset-password/a%00b?callbackURL=/')).status).toBe(400);
    expect((await server.call(`/${randomText(4_000)}`)).status).toBe(400);
  });

  test.each([
    ['NUL in the name', { name: 'a\0b' }],
    ['half a character in the name', { name: '\ud83d' }],
    ['a name of 256 characters', { name: 'x'.repeat(256) }],
    ['a name that is an object', { name: { first: 'Odd' } }],
    ['a name that is a number', { name: 7 }],
    ['no name', { name: null }],
    ['a picture that is an object', { image: {} }],
  ])('so is a change to %s', async (_, body) => {
    const headers = { authorization: `Bearer ${ann.token}` };
    const { status } = await server.call('/update-user', { method: 'POST', headers, body });
    expect(status).toBe(400);
  });

  test.each([
    [{ name: 'x'.repeat(256) }, 'name must be at most 255 characters'],
    [{ password: '\0' }, 'password must not contain NUL or lone surrogates'],
  ])('the answer says what is wrong', async (change, message) => {
    const body = { ...good, ...change };
    const response = await server.call('/sign-up/email', { method: 'POST', body });
    expect(await response.json()).toEqual({ code: 'INVALID_TEXT', message });
  });

  test('e-mail and name may have 255 characters, and their token is good', async () => {
    const body = { email: emailOf(255), password, name: '😀'.repeat(255) };
    const { token, user } = await server.logIn('/sign-up/email', body);
    expect(user).toMatchObject({ email: body.email, name: body.name });
    expect(await server.tokens.verify(token)).toMatchObject({ ok: true });
  });
});

test('a sign-up cannot choose its id, nor call its e-mail verified', async () => {
  const chosen = { id: 'chosen', emailVerified: true, role: 'admin', createdAt: '2000-01-01' };
  const body = { email: 'chosen@example.com', password, name: 'Chosen', ...chosen };
  await server.call('/sign-up/email', { method: 'POST', body });
  const rows = await server.sql`select * from "user" where id = 'chosen' or email_verified`;
  expect(rows).toHaveLength(0);
});

test('a failed query is logged without its values and answered without a cause', async () => {
  await server.sql`alter table account rename to hidden`;
  const body = { email: 'quoted@example.com', password, name: 'Quoted' };
  const response = await server.call('/sign-up/email', { method: 'POST', body });
  await server.sql`alter table hidden rename to account`;
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Internal server error',
  });
  const logged = JSON.stringify(server.failures);
  expect(logged).toContain('42P01');
  expect(logged).not.toContain('quoted@example.com');
});

test.each([
  ['https://tasks.example.com', /^__Secure-.*; Secure/],
  ['http://localhost:3000', /^(?!__Secure)(?!.*; Secure)/],
])('at %s cookies are what they should be', async (BETTER_AUTH_URL, form) => {
  const site = await startAuthServer({ BETTER_AUTH_URL });
  const body = { email: 'cookie@example.com', password, name: 'Cookie' };
  const response = await site.call('/sign-up/email', { method: 'POST', body });
  const [cookie] = response.headers.getSetCookie();
  expect(cookie).toMatch(form);
  expect(cookie).toMatch(/; HttpOnly;.*SameSite=Lax/);
  await site.close();
});

/** Does not shrink when PostgreSQL compresses it. */
function randomText(length: number): string {
  return Array.from({ length }, () => Math.random().toString(36).at(-1)).join('');
}

function emailOf(length: number): string {
  return '@example.com'.padStart(length, 'a');
}
