import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, type Page, test } from '@playwright/test';
import { createDataDirectory, start, stop, stopAll, type Tandem } from './server';

// A process starts here, on machines that may be busy.
test.describe.configure({ mode: 'default', timeout: 180_000 });

const PUBLIC_URL = 'https://tasks.example.com';
const FORGED = { cookie: '__Secure-better-auth.session_token=x' };

/** The cookie of somebody who is signed in. */
const session = { cookie: '' };
/** A page of another origin, empty. */
let elsewhere: Server;
let elsewhereUrl: string;
let tandem: Tandem;
let removeDirectory: () => Promise<void>;

test.beforeAll(async () => {
  elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end());
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  const [directory, remove] = await createDataDirectory();
  removeDirectory = remove;
  const variables = { BETTER_AUTH_URL: PUBLIC_URL, CORS_ORIGINS: elsewhereUrl };
  tandem = await start({ ...variables, DATA_DIR: directory });
  session.cookie = await signUp();
});
test.afterAll(async () => {
  await stop(tandem);
  await stopAll();
  await removeDirectory();
  elsewhere.closeAllConnections();
  elsewhere.close();
});

const everywhere = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
};

const pages: [number, string, Record<string, string>?][] = [
  [200, '/'],
  [307, '/', session],
  [200, '/sign-in'],
  [307, '/sign-in', { rsc: '1' }],
  [200, '/sign-up'],
  [200, '/tasks', session],
  [200, '/deleted', session],
  [200, '/settings', session],
  [200, '/developers', session],
  [307, '/tasks'],
  [307, '/tasks', FORGED],
  [307, '/deleted', FORGED],
  [307, '/settings', FORGED],
  [307, '/developers', FORGED],
  [200, '/problems/validation'],
  [404, '/problems/none'],
  [404, '/nowhere'],
  [404, '/apiary'],
  [404, '/%'],
  [404, '/_not-found'],
  [404, '/_global-error'],
  [404, '/_global-error/'],
  [404, '/_global-error', { 'x-forwarded-proto': 'https' }],
  [404, '/500'],
  [404, '/%ED%A0%80'],
  [404, '/nowhere', { rsc: '1', 'next-router-state-tree': '[' }],
  [200, '/icon.svg'],
  [200, '/apple-icon.png'],
  [200, '/manifest.webmanifest'],
];

test('pages have a policy without anything unsafe, and a nonce of their own', async () => {
  const nonces = new Set<string>();
  for (const [status, path, headers] of pages) {
    const answer = await get(path, headers);
    const html = await text(answer);
    const policy = policyOf(answer);
    expect([answer.statusCode, path]).toEqual([status, path]);
    expect(answer.headers).toMatchObject(everywhere);
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
      'form-action': ["'self'"],
      'connect-src': ["'self'"],
      'script-src': [expect.stringMatching(/^'nonce-[\w+/]{22}=='$/), "'strict-dynamic'"],
      'upgrade-insecure-requests': [],
    });
    expect(JSON.stringify(policy)).not.toContain('unsafe');
    const nonce = policy['script-src']?.[0]?.slice("'nonce-".length, -1) ?? '';
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(pages.length);
});

test('a request cannot choose the nonce of its page', async () => {
  const chosen = "script-src 'nonce-chosen'";
  const names = ['content-security-policy', 'content-security-policy-report-only', 'x-nonce'];
  const answer = await get('/sign-in', Object.fromEntries(names.map((name) => [name, chosen])));
  expect(await text(answer)).not.toContain('chosen');
});

test('assets are kept by caches, and are what they say', async () => {
  const html = await text(await get('/sign-in'));
  const assets = new Set([...html.matchAll(/\/_next\/static\/[^"\\]+\.(?:js|css)/g)].flat());
  expect(assets.size).toBeGreaterThan(1);
  for (const asset of assets) {
    const answer = (await get(asset)).resume();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      ...everywhere,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  }
  for (const path of [
    '/_next/static/none.js',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/api/healthz',
  ]) {
    expect((await get(path)).resume().headers).toMatchObject(everywhere);
  }
});

test('another site may use the API when it is allowed to, and frame or read nothing', async ({
  page,
}) => {
  await page.goto(elsewhereUrl);
  const health = `${tandem.url}/api/healthz`;
  expect(await page.evaluate(statusOf, [health, 'cors'] as const)).toBe(200);
  expect(await page.evaluate(statusOf, [health, 'no-cors'] as const)).toBe('refused');
  expect(await page.evaluate(statusOf, [`${tandem.url}/sign-in`, 'cors'] as const)).toBe('refused');
  for (const path of ['/sign-in', '/api/healthz', '/icon.svg']) {
    const frame = await embed(page, tandem.url + path);
    await expect.poll(() => frame?.url(), path).toBe('chrome-error://chromewebdata/');
  }
  const frame = await embed(page, elsewhereUrl);
  await expect.poll(() => frame?.url()).toBe(`${elsewhereUrl}/`);
});

async function signUp(): Promise<string> {
  const answer = await fetch(`${tandem.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: PUBLIC_URL },
    body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: 'correct horse' }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function get(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const { hostname, port } = new URL(tandem.url);
  return new Promise((resolve, reject) => {
    send({ hostname, port, path, headers }, resolve).on('error', reject).end();
  });
}

/** The sources by directive. */
function policyOf({ headers }: IncomingMessage): Record<string, string[]> {
  const directives = `${headers['content-security-policy']}`.split('; ');
  return Object.fromEntries(
    directives.map((each) => [each.split(' ')[0], each.split(' ').slice(1)]),
  );
}

function statusOf([url, mode]: readonly [string, RequestMode]): Promise<number | string> {
  return fetch(url, { mode }).then(
    ({ status }) => status,
    () => 'refused',
  );
}

/** What a browser refuses to show in a frame, it puts a page about an error in place of. */
async function embed(page: Page, url: string) {
  const frame = await page.evaluateHandle((src) => {
    const element = Object.assign(document.createElement('iframe'), { src });
    return document.body.appendChild(element);
  }, url);
  return frame.contentFrame();
}
