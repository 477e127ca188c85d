import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '@/testing/app';
import { createToldPath } from './told-path';

let app: TestApp;
let toldPath: (pathname: string) => string;

beforeAll(async () => {
  app = await createTestApp();
  toldPath = createToldPath(app.services.auth);
});

afterAll(() => app.close());

test.each([
  '/api/healthz',
  '/api/auth/sign-in/email',
  '/api/trpc/tasks.list',
  '/api/trpc/tasks.list,tasks.create',
])('a path of ours is told as it is: %s', (pathname) => {
  expect(toldPath(pathname)).toBe(pathname);
});

test.each([
  ['a user', '/api/ada@example.com/tasks/17/complete', '/api/*/tasks/17/complete'],
  ['a token', '/api/auth/reset-password/HttpTvtOMIzQ', '/api/auth/reset-password/*'],
  ['what is next to a procedure', '/api/trpc/tasks.list,secret', '/api/trpc/*'],
  ['what only begins with a word of ours', '/api/tasks-of-mine', '/api/*'],
  ['a name of every object', '/api/constructor/__proto__', '/api/*/*'],
  ['a number longer than any id', '/api/4111111111111111000000', '/api/*'],
])('%s is not told', (_, pathname, told) => {
  expect(toldPath(pathname)).toBe(told);
});
