import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '@/testing/app';
import { type Browser, createBrowser } from '@/testing/browser';
import type * as Client from './client';

type Tab = typeof Client;

let app: TestApp;
let browser: Browser;
let tab: Tab;
let token: string;

beforeAll(async () => {
  app = await createTestApp({ JWT_EXPIRES_IN: '5m' });
});

beforeEach(async () => {
  browser = createBrowser(app);
  vi.stubGlobal('fetch', browser.fetch);
  tab = await openTab();
  token = await signUp(tab);
});

afterEach(() => {
  vi.useRealTimers();
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await app.close();
});

test('after signing out neither token nor cookie is good for anything', async () => {
  const { cookie } = browser;
  await tab.signOut();
  expect(tab.getSession()).toEqual({ status: 'signed-out' });
  expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
  expect(browser.cookie).toBe('');
  browser.cookie = cookie;
  await expect((await openTab()).accessToken()).rejects.toThrow('Sign in');
});

test('signing out with a token that has expired ends its session all the same', async () => {
  const { cookie } = browser;
  letTokensExpire();
  await tab.signOut();
  expect(tab.getSession()).toEqual({ status: 'signed-out' });
  expect(browser.cookie).toBe('');
  browser.cookie = cookie;
  await expect((await openTab()).accessToken()).rejects.toThrow('Sign in');
});

test('whoever signed in in another tab meanwhile stays signed in, there and after a reload', async () => {
  const others = await openTab();
  const theirs = await signUp(others);
  await tab.signOut();
  expect(tab.getSession()).toEqual({ status: 'signed-out' });
  expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
  expect(await verify(theirs)).toMatchObject({ ok: true });
  expect(await idAfterReload()).toBe(idOf(others));
});

test('so they do when the token of this tab has expired', async () => {
  const others = await openTab();
  await signUp(others);
  letTokensExpire();
  await tab.signOut();
  expect(tab.getSession()).toEqual({ status: 'signed-out' });
  expect(await idAfterReload()).toBe(idOf(others));
});

test.each(['/api/auth/sign-out', '/api/auth/get-session'])(
  'when %s cannot be reached the error says so, and signing out can be tried again',
  async (path) => {
    vi.stubGlobal('fetch', async (to: string, init?: RequestInit) =>
      to === path ? Promise.reject(new TypeError('Failed to fetch')) : browser.fetch(to, init),
    );
    await expect(tab.signOut()).rejects.toThrow('cannot be reached');
    expect(tab.getSession().status).toBe('signed-in');
    vi.stubGlobal('fetch', browser.fetch);
    await tab.signOut();
    expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
    expect(browser.cookie).toBe('');
  },
);

test('who is signing out is not asked to sign in again', async () => {
  const seen: string[] = [];
  tab.onSessionChange(() => seen.push(tab.getSession().status));
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    const response = await browser.fetch(path, init);
    if (!path.endsWith('/sign-out')) return response;
    void tab.authorizedFetch(`/api/${idOf(tab)}/tasks`).catch(() => undefined);
    await expect.poll(() => tab.getSession().status).not.toBe('signed-in');
    return response;
  });
  await tab.signOut();
  expect(new Set(seen)).toEqual(new Set(['signed-out']));
});

/** Each page has modules of its own. */
function openTab(): Promise<Tab> {
  vi.resetModules();
  return import('./client');
}

async function signUp(page: Tab): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  await page.signUp({ name: 'Ada', email, password: PASSWORD });
  return page.accessToken();
}

function idOf(page: Tab): string {
  const session = page.getSession();
  return 'user' in session ? session.user.id : 'nobody';
}

async function idAfterReload(): Promise<string> {
  const page = await openTab();
  await page.accessToken();
  return idOf(page);
}

function letTokensExpire(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });
}

function verify(bearer: string) {
  return app.services.tokens.verify(bearer);
}
