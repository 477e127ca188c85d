import { afterAll, expect, test } from 'vitest';
import { type AuthServer, password, startAuthServer } from '@/testing/auth-server';

const HERE = 'https://tasks.example.com';

// Here, because the requests are made of the cookie.
const server: AuthServer = await startAuthServer({ BETTER_AUTH_URL: HERE });
const ann = await server.signUp('ann@example.com');
afterAll(() => server.close());

const away = [
  'https://evil.com',
  '//evil.com',
  '///evil.com',
  '\\\\evil.com',
  '/\\evil.com',
  '\\/evil.com',
  '/\t/evil.com',
  '\t//evil.com',
  '/\r\n/evil.com',
  ' https://evil.com',
  'https:evil.com',
  'https:/evil.com',
  'HTTPS://EVIL.COM',
  '%2f%2fevil.com',
  '/%2f%2fevil.com',
  '/%5cevil.com',
  '/..//evil.com',
  '/.//evil.com',
  '/x/..//evil.com',
  '/%2e%2E//evil.com',
  '//evil.com/%2e%2e',
  `${HERE}.evil.com`,
  `${HERE}@evil.com`,
  `${HERE}:8443`,
  `${HERE.replace('https', 'http')}`,
  `https://evil.com#${HERE}`,
  `https://evil.com\\${HERE}`,
  `blob:${HERE}/x`,
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '*',
];

const names = ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL', 'redirectTo', 'redirect'];

const body = { email: 'ann@example.com', password, newEmail: 'new@example.com', token: 'x' };

/** Every endpoint that would lead on to somewhere. */
const endpoints: [string, string, object?][] = [
  ['GET', '/verify-email?token=x'],
  ['GET', '/reset-password/x'],
  ['GET', '/callback/github?error=x'],
  ['GET', '/callback/github?code=x&state=x'],
  ['GET', '/error?error=x'],
  ['POST', '/callback/github', { code: 'x', state: 'x' }],
  ['POST', '/sign-in/email', { ...body, password: 'wrong wrong' }],
  ['POST', '/sign-up/email', { ...body, name: 'Ann' }],
  ['POST', '/sign-in/social', { provider: 'github' }],
  ['POST', '/link-social', { provider: 'github' }],
  ['POST', '/send-verification-email', body],
  ['POST', '/change-email', body],
  ['POST', '/request-password-reset', body],
  ['POST', '/sign-out', { disableRedirect: false }],
];

test.each(endpoints)('%s %s leads nowhere else', async (method, path, fields) => {
  const { cookie } = path === '/sign-out' ? await server.signIn('ann@example.com') : ann;
  const headers = { cookie, origin: HERE };
  for (const target of away) {
    const targets = Object.fromEntries(names.map((name) => [name, target]));
    const query = `${path.includes('?') ? '&' : '?'}${new URLSearchParams(targets)}`;
    const response =
      method === 'GET'
        ? await server.call(path + query, { headers })
        : await server.call(path, { method, headers, body: { ...fields, ...targets } });
    expect(leaves(response.headers.get('location')), `${target}: Location`).toBe(false);
    expect(response.headers.has('refresh')).toBe(false);
    const text = await response.text();
    expect(response.ok && leaves(urlIn(text)), `${target}: url`).toBe(false);
  }
});

test('a log-in that works leads nowhere else', async () => {
  for (const target of away) {
    const fields = { email: 'ann@example.com', password, callbackURL: target };
    const response = await server.call('/sign-in/email', { method: 'POST', body: fields });
    const { status, headers } = response;
    expect([target, status, headers.has('set-cookie')]).toEqual([target, 403, false]);
  }
});

test.each(['/tasks', '/tasks?sort=title', `${HERE}/tasks`])(
  'but it leads to %s',
  async (target) => {
    const fields = { email: 'ann@example.com', password, callbackURL: target };
    const signedIn = await server.call('/sign-in/email', { method: 'POST', body: fields });
    expect(await signedIn.json()).toMatchObject({ redirect: true, url: target });
    const query = new URLSearchParams({ token: 'x', callbackURL: target });
    const { status, headers } = await server.call(`/verify-email?${query}`);
    expect([status, headers.get('location')]).toEqual([302, expect.stringContaining(target)]);
  },
);

/** Whether a browser that follows it from here comes to another origin. */
function leaves(target: string | null): boolean {
  return target !== null && new URL(target, HERE).origin !== HERE;
}

function urlIn(text: string): string | null {
  return text.startsWith('{') ? (JSON.parse(text).url ?? null) : null;
}
