import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const MAX_BODY = 65_536;
const MAX_URL = 8_192;
const MAX_BATCH = 50;

let server: TestServer;
let ada: Person;
let tasks: string;

beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: '10' });
  ada = await addPerson(server);
  tasks = `/api/${ada.id}/tasks`;
});
afterAll(() => server.close());

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, undescribed: true, ...message });
}

describe.each([
  ['REST', () => tasks, '{"title":"x"}'],
  ['RPC', () => '/api/trpc/tasks.create', '{"user_id":"USER","title":"x"}'],
  ['a batch', () => '/api/trpc/tasks.create?batch=1', '{"0":{"user_id":"USER","title":"x"}}'],
  ['log-in', () => '/api/auth/sign-in/email', '{"email":"x@example.com","password":"xxxxxxxx"}'],
])('a body over %s', (_, path, json) => {
  test('may have 65,536 bytes', async () => {
    const text = json.replace('USER', ada.id).padEnd(MAX_BODY);
    expect((await send('POST', path(), { text })).status).not.toBe(413);
    expect((await send('POST', path(), { text: `${text} ` })).status).toBe(413);
  });

  test.each([
    ['lists', '['.repeat(MAX_BODY)],
    ['objects', '{"":'.repeat(MAX_BODY / 4)],
    ['lists that end', '['.repeat(MAX_BODY / 2) + ']'.repeat(MAX_BODY / 2)],
  ])('may be %s in each other as deep as it likes', async (__, text) => {
    const { status } = await send('POST', path(), { text });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

test('a batch has 50 calls at most', async () => {
  expect((await sendBatch(MAX_BATCH)).status).toBe(200);
  const refused = await sendBatch(MAX_BATCH + 1);
  expect(refused.status).toBe(400);
  expect(refused.json).toHaveProperty('error.data.problem.code', 'BAD_REQUEST');
});

test('a URL has 8,192 bytes at most, whatever it leads to', async () => {
  for (const path of [`${tasks}?x=`, '/api/trpc/tasks.list?input=', '/api/healthz?x=']) {
    const long = await send('GET', path.padEnd(MAX_URL + 1, 'x'));
    expect(long).toMatchObject({ status: 414, json: { code: 'URI_TOO_LONG' } });
  }
  expect((await send('GET', `${tasks}?x=`.padEnd(MAX_URL, 'x'))).status).toBe(200);
});

test('as many parameters as a URL holds do no harm', async () => {
  const names = Array.from({ length: 2_000 }, (_, at) => at.toString(36)).join('&');
  expect((await send('GET', `${tasks}?${names}`)).status).toBe(200);
  expect((await send('GET', `${tasks}?${'status=all&'.repeat(700)}`)).status).toBe(422);
});

test('headers have 16 KiB at most', async () => {
  const headers = { 'x-long': 'x'.repeat(16_384) };
  const answer = await send('GET', tasks, { headers });
  expect(answer).toMatchObject({
    status: 431,
    headers: { connection: 'close' },
    json: { code: 'REQUEST_HEADER_FIELDS_TOO_LARGE' },
  });
});

test.each([
  ['thousands of entity tags', 200, { 'if-none-match': '"1",'.repeat(3_700) }],
  ['thousands of weak ones', 200, { 'if-none-match': 'W/"",'.repeat(2_900) }],
  ['a list of nothing', 400, { 'if-none-match': ','.repeat(15_000) }],
  ['quotes without end', 400, { 'if-none-match': '"'.repeat(14_999) }],
  ['spaces and quotes', 400, { 'if-none-match': '" '.repeat(7_499) }],
  ['a long cookie', 200, { cookie: 'a=b; '.repeat(2_900) }],
  ['a long request id', 200, { 'x-request-id': 'x'.repeat(15_000) }],
])('%s in a header do no harm', async (_, status, headers) => {
  const answer = await send('GET', tasks, { headers });
  expect(answer.status).toBe(status);
  expect(String(answer.headers['x-request-id']).length).toBeLessThanOrEqual(128);
});

test('an Idempotency-Key of more than 255 characters is refused', async () => {
  expect((await createOnce(255)).status).toBe(201);
  expect((await createOnce(256)).status).toBe(400);
});

function sendBatch(count: number) {
  const inputs = Object.fromEntries(Array.from({ length: count }, (_, at) => [at, {}]));
  const names = Array(count).fill('system.live').join();
  const input = encodeURIComponent(JSON.stringify(inputs));
  return send('GET', `/api/trpc/${names}?batch=1&input=${input}`);
}

function createOnce(length: number) {
  const headers = { 'idempotency-key': 'x'.repeat(length) };
  return send('POST', tasks, { headers, json: { title: 'x' } });
}
