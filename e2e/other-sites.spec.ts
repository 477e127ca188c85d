import { createServer, request as send, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';

const hidden = [
  '//evil.com',
  '///evil.com/%2e%2e',
  '/\\evil.com',
  '/%5cevil.com',
  '/%2f%2fevil.com',
  '/%09/evil.com',
  '/.//evil.com',
  '/..//evil.com',
  '/%2e%2e//evil.com',
  '/tasks\\..\\..\\evil.com',
  '/tasks/..//evil.com',
  '/sign-in/',
  '/sign-in//',
  '//sign-in',
  '/tasks/',
  '/tasks//evil.com',
  '//evil.com/tasks',
  '//evil.com/api',
];

const asked = ['/', '/sign-in', '/tasks', '/deleted', '/settings'].flatMap((path) =>
  ['next', 'redirect', 'returnTo', 'callbackUrl', 'url'].flatMap((name) => [
    `${path}?${name}=//evil.com`,
    `${path}?${name}=https://evil.com`,
  ]),
);

const requests: Record<string, string>[] = [
  {},
  { cookie: 'better-auth.session_token=x' },
  { rsc: '1' },
  { host: 'evil.com', 'x-forwarded-host': 'evil.com', 'x-forwarded-proto': 'https' },
];

test('no page leads to another site', async ({ baseURL }) => {
  for (const path of [...hidden, ...asked]) {
    for (const headers of requests) {
      const { location, refresh } = await get(baseURL!, path, headers);
      const target = location ?? `${refresh ?? '/'}`.replace(/^.*?url=/, '');
      expect(new URL(target, baseURL).origin, `${path} leads to ${target}`).toBe(baseURL);
    }
  }
});

test('without encryption nothing is said about it', async ({ baseURL }) => {
  for (const path of ['/sign-in', '/icon.svg', '/_next/static/none.js', '/api/healthz']) {
    const { headers } = await fetch(`${baseURL}${path}`);
    expect(headers.has('strict-transport-security')).toBe(false);
    expect(headers.get('content-security-policy') ?? '').not.toContain('upgrade-insecure');
  }
});

test('what somebody slips into a page sends nothing to another site', async ({ page }) => {
  const received: string[] = [];
  const elsewhere = createServer((request, response) => {
    received.push(`${request.method} ${request.headers['sec-fetch-dest']}`);
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;

  await page.goto('/sign-in');
  const refused = await page.evaluate(async (to) => {
    const directives: string[] = [];
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (directives.push(effectiveDirective) === 8) resolve();
      });
    });
    await fetch(to).catch(() => undefined);
    navigator.sendBeacon(to);
    document.body.insertAdjacentHTML(
      'beforeend',
      `<img src="${to}"><iframe src="${to}"></iframe><object data="${to}"></object>
      <link rel="stylesheet" href="${to}"><base href="${to}"><form action="${to}"></form>`,
    );
    [...document.forms].at(-1)?.submit();
    await all;
    return directives.toSorted();
  }, url);
  expect(refused).toEqual([
    'base-uri',
    'connect-src',
    'connect-src',
    'form-action',
    'frame-src',
    'img-src',
    'object-src',
    'style-src-elem',
  ]);
  expect(received).toEqual([]);
  elsewhere.closeAllConnections();
  elsewhere.close();
});

/** The headers of the answer to a path as it is written. */
function get(base: string, path: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(base);
  return new Promise<IncomingHttpHeaders>((resolve, reject) => {
    const request = send({ hostname, port, path, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.headers));
    });
    request.on('error', reject).end();
  });
}
