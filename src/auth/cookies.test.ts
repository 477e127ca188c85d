import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthServer, password, startAuthServer } from '@/testing/auth-server';

const DAY = 86_400;

describe.each([
  ['https://tasks.example.com', '__Secure-better-auth.session_token', true],
  ['http://localhost:3000', 'better-auth.session_token', false],
])('at %s', (BETTER_AUTH_URL, name, secure) => {
  let server: AuthServer;
  beforeAll(async () => {
    server = await startAuthServer({ BETTER_AUTH_URL });
    await server.signUp('ann@example.com');
  });
  afterAll(() => server.close());

  test.each([
    ['a sign-up', '/sign-up/email', { email: 'eve@example.com', password, name: 'Eve' }],
    ['a sign-in', '/sign-in/email', { email: 'ann@example.com', password }],
  ])('%s sets one cookie, out of reach of scripts and other sites', async (_, path, body) => {
    const [cookie, ...others] = await cookiesOf(path, body);
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ name, httponly: '', samesite: 'Lax', path: '/' });
    expect(cookie).not.toHaveProperty('domain');
    expect(cookie?.['max-age']).toBe(String(7 * DAY));
    expect('secure' in cookie!).toBe(secure);
  });

  test('a sign-in that shall not be remembered ends with the browser', async () => {
    const body = { email: 'ann@example.com', password, rememberMe: false };
    for (const cookie of await cookiesOf('/sign-in/email', body)) {
      expect(cookie).toMatchObject({ httponly: '', samesite: 'Lax', path: '/' });
      expect(cookie).not.toHaveProperty('max-age');
      expect('secure' in cookie).toBe(secure);
    }
  });

  test('the sign-out takes the cookie away', async () => {
    const { cookie } = await server.signIn('ann@example.com');
    const headers = { cookie, origin: BETTER_AUTH_URL };
    const cookies = await cookiesOf('/sign-out', {}, headers);
    const ended = { name, value: '', httponly: '', samesite: 'Lax', path: '/', 'max-age': '0' };
    expect(cookies).toContainEqual(expect.objectContaining(ended));
    for (const gone of cookies) expect('secure' in gone).toBe(secure);
  });

  test('a cookie that was tampered with is none', async () => {
    const { cookie } = await server.signIn('ann@example.com');
    const [value = ''] = cookie.split('=').slice(1);
    const [token = ''] = decodeURIComponent(value).split('.');
    const forgeries = [token, `${token}.`, `${token}.AAAA`, `x${decodeURIComponent(value)}`];
    for (const forged of forgeries) {
      const headers = { cookie: `${name}=${encodeURIComponent(forged)}` };
      expect((await server.call('/token', { headers })).status).toBe(401);
    }
    expect((await server.call('/token', { headers: { cookie } })).status).toBe(200);
  });

  async function cookiesOf(path: string, body: object, headers: Record<string, string> = {}) {
    const response = await server.call(path, { method: 'POST', body, headers });
    expect(response.status).toBe(200);
    return response.headers.getSetCookie().map(parseCookie);
  }
});

/** `name` and `value`, and the attributes by their names in lower case. */
function parseCookie(line: string): Record<string, string> {
  const [pair = '', ...attributes] = line.split(/; ?/);
  const [name = '', value = ''] = split(pair);
  const named = attributes.map(split).map(([key, text]) => [key?.toLowerCase(), text]);
  return { name, value, ...Object.fromEntries(named) };
}

function split(pair: string): string[] {
  const at = `${pair}=`.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
