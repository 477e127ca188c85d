import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '@/testing/app';
import { type Browser, createBrowser } from '@/testing/browser';
import type * as Client from './client';

let app: TestApp;
let browser: Browser;
let client: typeof Client;
let userId: string;

beforeAll(async () => {
  app = await createTestApp();
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await app.close();
});

beforeEach(async () => {
  browser = createBrowser(app);
  vi.stubGlobal('fetch', browser.fetch);
  vi.stubGlobal('document', browser.document);
  client = await reload();
});

test('calls after a reload share one new token', async () => {
  await signUp();
  client = await reload();
  const answers = await Promise.all(Array.from({ length: 5 }, askForTasks));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
  expect(requestsFor('/api/auth/token')).toHaveLength(1);
});

test('a token in memory is sent without asking for another', async () => {
  await signUp();
  expect((await askForTasks()).status).toBe(200);
  expect(requestsFor('/api/auth/token')).toHaveLength(0);
});

test('a server that says nothing is given up after a while', { timeout: 60_000 }, async () => {
  await signUp();
  client = await reload();
  vi.stubGlobal('fetch', answerNever);
  await expect(client.accessToken()).rejects.toThrow('cannot be reached');
});

test('without a session a call fails and nobody is signed in', async () => {
  await expect(client.accessToken()).rejects.toThrow('Sign in');
  expect(client.getSession()).toEqual({ status: 'signed-out' });
});

test('calls of a session that ended wait until the user has signed in again', async () => {
  const email = await signUp();
  await endSessionElsewhere();
  const answers = Promise.all([askForTasks(), askForTasks()]);
  await expect.poll(() => client.getSession().status).toBe('ended');
  expect(client.getSession()).toHaveProperty('user.email', email);
  await client.signIn({ email, password: PASSWORD });
  expect((await answers).map(({ status }) => status)).toEqual([200, 200]);
});

test('calls of a session that ended before the first token wait as well, where the page knows of whom it is', async () => {
  const email = await signUp();
  await endSessionElsewhere();
  client = await reload();
  client.expectUser({ id: userId, email });
  const answer = askForTasks();
  await expect.poll(() => client.getSession()).toMatchObject({ status: 'ended', user: { email } });
  await client.signIn({ email, password: PASSWORD });
  expect((await answer).status).toBe(200);
});

test('calls of a session that ended fail when the user leaves', async () => {
  await signUp();
  await endSessionElsewhere();
  const answer = Promise.allSettled([askForTasks()]);
  await expect.poll(() => client.getSession().status).toBe('ended');
  await client.signOut({ id: userId });
  expect(await answer).toEqual([{ status: 'rejected', reason: new Error('Sign in to go on.') }]);
});

test('when nobody answers the error says so and the session stays', async () => {
  await signUp();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(askForTasks()).rejects.toThrow('cannot be reached');
  vi.stubGlobal('fetch', browser.fetch);
  expect((await askForTasks()).status).toBe(200);
});

/** A page that was just loaded knows nothing. */
async function reload(): Promise<typeof Client> {
  vi.resetModules();
  browser.requests = [];
  return import('./client');
}

async function signUp(): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  await client.signUp({ name: 'Ada', email, password: PASSWORD });
  const session = client.getSession();
  userId = 'user' in session ? session.user.id : '';
  return email;
}

async function endSessionElsewhere(): Promise<void> {
  const headers = { authorization: `Bearer ${await client.accessToken()}` };
  await app.handle(new Request(resolve('/api/auth/sign-out'), { method: 'POST', headers }));
}

function askForTasks(): Promise<Response> {
  return client.authorizedFetch(`/api/${userId}/tasks`);
}

function requestsFor(path: string): Request[] {
  return browser.requests.filter(({ url }) => url === resolve(path));
}

function resolve(path: string): string {
  return new URL(path, app.services.env.BETTER_AUTH_URL).href;
}

function answerNever(_url: RequestInfo | URL, init?: RequestInit): Promise<never> {
  return new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new Error('Given up')));
  });
}
