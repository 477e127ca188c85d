import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onRequestError } from './instrumentation';
import { createTestApp, type TestApp } from '@/testing/app';

const lines: string[] = [];
const process = globalThis as { tandemServices?: Promise<TestApp['services']> };
let app: TestApp;

beforeAll(async () => {
  app = await createTestApp(
    {},
    { log: pino({ base: null }, { write: (line) => lines.push(line) }) },
  );
  process.tandemServices = Promise.resolve(app.services);
});
afterAll(async () => {
  delete process.tandemServices;
  await app.close();
});

test('a page that fails is logged under the id of its request and what the page shows', async () => {
  const error = Object.assign(new TypeError('a secret'), { digest: '12345' });
  const request = { path: '/tasks', method: 'GET', headers: { 'x-request-id': 'r1' } };
  await onRequestError(error, request, {} as never);
  expect(lines.join()).not.toContain('a secret');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 50, requestId: 'r1', digest: '12345', failure: { name: 'TypeError' } },
  ]);
});
