import { afterAll, expect, test } from 'vitest';
import { type AuthServer, password, startAuthServer } from '@/testing/auth-server';

const APP = 'https://app.example.com';
const HERE = 'https://tasks.example.com';

interface Endpoint {
  path?: string;
  options: { method?: string | string[] };
}

// Here, because the table is made of what Better Auth serves.
const server: AuthServer = await startAuthServer({ BETTER_AUTH_URL: HERE, CORS_ORIGINS: APP });
const ann = await server.signUp('ann@example.com');
const bob = await server.signUp('bob@example.com');
afterAll(() => server.close());

const declared = Object.values<Endpoint>(server.auth.api)
  .filter(({ options }) => [options.method].flat().includes('POST'))
  .flatMap(({ path }) => path?.replace(/:\w+/, 'x') ?? []);

/** Those that are served: some are replaced by procedures of ours. */
const posts: string[] = [];
for (const path of declared) {
  const { status } = await server.call(path, { method: 'POST', body: {} });
  if (status !== 404) posts.push(path);
}

/** Enough for any of them, were it not for where it comes from. */
const body = {
  name: 'Changed',
  email: 'ann@example.com',
  password,
  currentPassword: password,
  newPassword: `${password}!`,
  newEmail: 'changed@example.com',
  provider: 'github',
  providerId: 'credential',
  token: bob.token,
  revokeOtherSessions: true,
};

const foreign: [string, Record<string, string>][] = [
  ['another site', { origin: 'https://evil.com' }],
  ['a site whose name goes on', { origin: `${HERE}.evil.com` }],
  ['a site whose name goes on after a configured one', { origin: `${APP}.evil.com` }],
  ['a site whose name ends like ours', { origin: 'https://eviltasks.example.com' }],
  ['a site below ours', { origin: 'https://x.tasks.example.com' }],
  ['the site above ours', { origin: 'https://example.com' }],
  ['ours as a user of another', { origin: `${HERE}@evil.com` }],
  ['ours as a path of another', { origin: `https://evil.com/${HERE}` }],
  ['ours as a fragment of another', { origin: `https://evil.com#${HERE}` }],
  ['ours with another port', { origin: `${HERE}:8443` }],
  ['ours without encryption', { origin: HERE.replace('https', 'http') }],
  ['a list with ours', { origin: `https://evil.com, ${HERE}` }],
  ['a pattern', { origin: 'https://*.example.com' }],
  ['an asterisk', { origin: '*' }],
  ['a sandbox', { origin: 'null' }],
  ['a sandbox that claims to be ours', { origin: 'null', 'x-forwarded-host': 'tasks.example.com' }],
  ['a path', { origin: '/' }],
  ['a file', { origin: 'file://' }],
  ['an extension', { origin: 'chrome-extension://tasks.example.com' }],
  ['nowhere', {}],
  ['a page elsewhere, by its address', { referer: 'https://evil.com/' }],
  ['a page elsewhere with ours in its address', { referer: `https://evil.com/?${HERE}/` }],
];

test.each(posts)(
  'with a cookie, %s is refused to other sites and changes nothing',
  async (path) => {
    const before = await everything();
    for (const origin of ['https://evil.com', `${HERE}.evil.com`, 'null']) {
      const headers = { cookie: ann.cookie, origin, 'sec-fetch-site': 'cross-site' };
      const response = await server.call(path, { method: 'POST', headers, body });
      expect(response.status).toBe(403);
      expect(response.headers.has('set-auth-jwt')).toBe(false);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect(await everything()).toEqual(before);
  },
);

test('there are such endpoints', () => {
  const known = ['/sign-out', '/update-user', '/sign-in/email', '/sign-up/email'];
  expect(posts).toEqual(expect.arrayContaining(known));
});

test.each(foreign)('from %s a change with a cookie is refused', async (_, headers) => {
  const init = { method: 'POST', headers: { ...headers, cookie: ann.cookie }, body };
  for (const path of ['/update-user', '/sign-in/email', '/sign-out']) {
    expect((await server.call(path, init)).status).toBe(403);
  }
});

test.each(foreign.filter(([, headers]) => Object.keys(headers).length > 0))(
  'from %s a log-in is refused',
  async (_, headers) => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      for (const path of ['/sign-in/email', '/sign-up/email']) {
        const response = await server.auth.handler(
          new Request(`${HERE}/api/auth${path}`, {
            method: 'POST',
            headers: { 'content-type': type, 'sec-fetch-mode': 'cors', ...headers },
            body: type.endsWith('urlencoded')
              ? `${new URLSearchParams(form)}`
              : JSON.stringify(form),
          }),
        );
        expect(response.ok).toBe(false);
        expect(response.headers.getSetCookie()).toEqual([]);
      }
    }
  },
);

test.each([HERE, APP])('from %s a change is let through', async (origin) => {
  const headers = { cookie: ann.cookie, origin };
  const change = { method: 'POST', headers, body: { name: 'Ann' } };
  expect((await server.call('/update-user', change)).status).toBe(200);
});

test('nothing that changes anything can be had by a link', async () => {
  const before = await everything();
  for (const path of posts.filter((each) => each !== '/get-session')) {
    const response = await server.call(`${path}?${new URLSearchParams(form)}`, {
      headers: { cookie: ann.cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    });
    expect(response.ok).toBe(false);
  }
  expect(await everything()).toEqual(before);
});

const form = { name: 'Ann', email: 'ann@example.com', password };

async function everything() {
  const { sql } = server;
  return Promise.all([
    sql`select * from "user" order by id`,
    sql`select * from session order by id`,
    sql`select * from account order by id`,
    sql`select * from verification order by id`,
  ]);
}
