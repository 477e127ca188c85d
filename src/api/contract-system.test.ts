import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer();
});

afterAll(() => server.close());

test.each(['/api/healthz', '/api/readyz'])('%s is well, for everybody', async (path) => {
  const answer = await server.send('GET', path, { token: 'bad' });
  expect(answer).toMatchObject({ status: 200, json: { status: 'ok' } });
});

test('readiness and the document tell the release, which package.json names', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const [ready, document] = await Promise.all([
    server.send('GET', '/api/readyz'),
    server.send('GET', '/api/openapi.json'),
  ]);
  expect(ready.json).toEqual({ status: 'ok', version });
  expect(document.json).toMatchObject({ info: { version } });
});

test('the document is served as it is committed', async () => {
  const { status, json } = await server.send('GET', '/api/openapi.json');
  expect(status).toBe(200);
  expect(json).toEqual(JSON.parse(await readFile('openapi.json', 'utf8')));
});

test('a log-in gives the token in the body and in set-auth-jwt, good until sign-out', async () => {
  const credentials = { email: 'ada@example.com', password: PASSWORD };
  const json = { name: 'Ada', ...credentials };
  const signedUp = await server.send('POST', '/api/auth/sign-up/email', { json });
  const signedIn = await server.send('POST', '/api/auth/sign-in/email', { json: credentials });
  const { token, user } = signedIn.json as { token: string; user: { id: string } };
  expect([signedUp.status, signedIn.status]).toEqual([200, 200]);
  expect(signedIn.headers['set-auth-jwt']).toBe(token);

  const tasksPath = `/api/${user.id}/tasks`;
  expect((await server.send('GET', tasksPath, { token })).status).toBe(200);
  expect((await server.send('POST', '/api/auth/sign-out', { token })).status).toBe(200);
  expect((await server.send('GET', tasksPath, { token })).status).toBe(401);
});

test('the session cookie gives a fresh token', async () => {
  const json = { name: 'Eve', email: 'eve@example.com', password: PASSWORD };
  const { headers } = await server.send('POST', '/api/auth/sign-up/email', { json });
  const cookie = headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ') ?? '';
  const answer = await server.send('GET', '/api/auth/token', { headers: { cookie } });
  expect(answer).toMatchObject({ status: 200, json: { token: expect.any(String) } });
});

test.each<[string, string, string, Message]>([
  ['no cookie', 'GET', '/api/auth/token', {}],
  ['a bad token', 'POST', '/api/auth/sign-out', { token: 'bad' }],
  [
    'a wrong password',
    'POST',
    '/api/auth/sign-in/email',
    { json: { email: 'nobody@example.com', password: PASSWORD } },
  ],
  ['an empty body', 'POST', '/api/auth/sign-up/email', { json: {} }],
  ['malformed JSON', 'POST', '/api/auth/sign-in/email', { text: '{' }],
  ['a large body', 'POST', '/api/auth/sign-in/email', { text: ' '.repeat(65_537) }],
  ['another method', 'PUT', '/api/auth/sign-in/email', {}],
])('log-in with %s is refused as the document says', async (_, method, path, message) => {
  const { status } = await server.send(method, path, message);
  expect([status, status >= 400 && status < 500]).toEqual([status, true]);
});

test('too many log-ins are a 429 with Retry-After', async () => {
  const limited = await createTestServer({ AUTH_RATE_LIMIT: 'on' });
  const json = { email: 'nobody@example.com', password: PASSWORD };
  const attempt = () => limited.send('POST', '/api/auth/sign-in/email', { json });
  let answer = await attempt();
  while (answer.status === 401) answer = await attempt();
  expect(answer.status).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  await limited.close();
});

test('RPC answers what the document calls a problem', async () => {
  const path = '/api/trpc/tasks.get,tasks.list?batch=1&input=%7B%7D';
  const { status, json } = await server.send('GET', path);
  const problem = { status: 401, code: 'UNAUTHORIZED' };
  expect(status).toBe(401);
  expect(json).toMatchObject([{ error: { data: { problem } } }, { error: { data: { problem } } }]);
});
