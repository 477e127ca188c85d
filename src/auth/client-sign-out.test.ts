import { decodeJwt } from 'jose';
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
  vi.stubGlobal('document', browser.document);
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
  await tab.signOut(userOf(tab));
  expect(tab.getSession().status).toBe('left');
  expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
  expect(browser.cookie).toBe('');
  browser.cookie = cookie;
  await expect((await openTab()).accessToken()).rejects.toThrow('Sign in');
});

test('signing out with a token that has expired ends its session all the same', async () => {
  const { cookie } = browser;
  letTokensExpire();
  await tab.signOut(userOf(tab));
  expect(tab.getSession().status).toBe('left');
  expect(browser.cookie).toBe('');
  browser.cookie = cookie;
  await expect((await openTab()).accessToken()).rejects.toThrow('Sign in');
});

test('whoever signed in in another tab meanwhile stays signed in, there and after a reload', async () => {
  const others = await openTab();
  const theirs = await signUp(others);
  await tab.signOut(userOf(tab));
  expect(tab.getSession().status).toBe('left');
  expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
  expect(await verify(theirs)).toMatchObject({ ok: true });
  expect(await idAfterReload()).toBe(idOf(others));
});

test('so they do when the token of this tab has expired', async () => {
  const others = await openTab();
  await signUp(others);
  letTokensExpire();
  await tab.signOut(userOf(tab));
  expect(tab.getSession().status).toBe('left');
  expect(await idAfterReload()).toBe(idOf(others));
});

test('another session of the same person in this browser ends too', async () => {
  const others = await openTab();
  await others.signIn({ email: userOf(tab).email, password: PASSWORD });
  const theirs = await others.accessToken();
  await tab.signOut(userOf(tab));
  expect(await verify(theirs)).toEqual({ ok: false, reason: 'revoked' });
  expect(browser.cookie).toBe('');
});

test.each(['/api/auth/sign-out', '/api/auth/get-session'])(
  'when %s cannot be reached it says so, is signed out here, and tells the server later',
  async (path) => {
    lose(path);
    await expect(tab.signOut(userOf(tab))).rejects.toThrow('cannot be reached');
    expect(tab.getSession().status).toBe('left');
    await expect(tab.accessToken()).rejects.toThrow('Sign in');
    vi.stubGlobal('fetch', browser.fetch);
    await tab.finishSignOut();
    expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
    expect(browser.cookie).toBe('');
    expect(browser.document.cookie).toBe('');
  },
);

test('a page that was closed before the server could be told leaves that to the next', async () => {
  lose('/api/auth/sign-out');
  await expect(tab.signOut(userOf(tab))).rejects.toThrow('cannot be reached');
  await expect((await openTab()).accessToken()).rejects.toThrow('cannot be reached');
  vi.stubGlobal('fetch', browser.fetch);
  await expect((await openTab()).accessToken()).rejects.toThrow('Sign in');
  expect(await verify(token)).toEqual({ ok: false, reason: 'revoked' });
});

test('nor does it end the session of whoever has signed in since', async () => {
  lose('/api/auth/sign-out');
  await expect(tab.signOut(userOf(tab))).rejects.toThrow('cannot be reached');
  vi.stubGlobal('fetch', browser.fetch);
  const theirs = await signUp(await openTab());
  await tab.finishSignOut();
  expect(await verify(theirs)).toMatchObject({ ok: true });
  expect(await idAfterReload()).toBe(decodeJwt(theirs).sub);
});

test('who is signing out is not asked to sign in again', async () => {
  const seen: string[] = [];
  const outcomes: unknown[] = [];
  const note = ({ message }: Error) => void outcomes.push(message);
  tab.onSessionChange(() => seen.push(tab.getSession().status));
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    const response = await browser.fetch(path, init);
    if (path.endsWith('/sign-out')) await tab.authorizedFetch('/api/version').catch(note);
    return response;
  });
  await tab.signOut(userOf(tab));
  expect(outcomes).toEqual(['Sign in to go on.']);
  expect(new Set(seen)).toEqual(new Set(['left']));
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
  return userOf(page).id;
}

async function idAfterReload(): Promise<string> {
  const page = await openTab();
  await page.accessToken();
  return idOf(page);
}

function userOf(page: Tab): Client.User {
  const session = page.getSession();
  return 'user' in session ? session.user : { id: 'nobody', email: 'nobody' };
}

function lose(path: string): void {
  vi.stubGlobal('fetch', async (to: string, init?: RequestInit) =>
    to === path ? Promise.reject(new TypeError('Failed to fetch')) : browser.fetch(to, init),
  );
}

function letTokensExpire(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });
}

function verify(bearer: string) {
  return app.services.tokens.verify(bearer);
}
