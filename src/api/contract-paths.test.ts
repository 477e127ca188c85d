import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;
let ada: Person;
let taskPath: string;

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server, 'ada');
  const answer = await send('POST', '/api/ada/tasks', { json: { title: 'Buy milk' } });
  taskPath = String(answer.headers.location);
});

afterAll(() => server.close());

test.each([
  '/api',
  '/api/',
  '/api/x',
  '/api/ada',
  '/api/ada/',
  '/api/ada/task',
  '/api/ada/Tasks',
  '/api/ada/tasks/',
  '/api/ada/tasks/1/',
  '/api/ada/tasks/1/Complete',
  '/api/ada/tasks/1/complete/',
  '/api/ada/tasks/1/complete/x',
  '/api/ada/tasks/1/x',
  '/api/ada/tasks/1/Restore',
  '/api/ada/tasks/1/restore/',
  '/api/ada/tasks/bulk/',
  '/api/ada/tasks/changes/1',
  '/api/ada/tasks/Deleted/',
  '/api/ada/tasks//events',
  '/api//tasks',
  '/api//ada/tasks',
  '/api/ada//tasks',
  '/api/ada/tasks//',
  '/api/ada/tasks//complete',
  '/api/ada%2Ftasks',
  '/api/%/tasks',
  '/api/%zz/tasks',
  '/api/%E0%A4/tasks',
  '/api/ada/tasks/%ff',
  '/api/ada/tasks/1/%',
  '/api/a\\b/tasks',
  '/api/healthz/',
  '/api/Healthz',
  '/api/openapi',
])('%s leads nowhere, with any method and before anything else is judged', async (path) => {
  const messages: [string, Message][] = [
    ['GET', { token: ada.token }],
    ['HEAD', {}],
    ['POST', { text: '{' }],
    ['PUT', { text: 'x'.repeat(70_000) }],
    ['PATCH', { token: 'bad' }],
    ['DELETE', {}],
    ['OPTIONS', {}],
  ];
  for (const [method, message] of messages) {
    const { status, text } = await server.send(method, path, message);
    const detail = method === 'HEAD' ? '' : '"There is nothing at this path"';
    expect([status, text]).toEqual([404, expect.stringContaining(detail)]);
  }
});

test('segments are percent-decoded', async () => {
  expect(await send('GET', taskPath.replace('ada/tasks', '%61d%61/%74asks'))).toMatchObject({
    status: 200,
    json: { user_id: 'ada' },
  });
});

test.each([
  'a/b',
  'a b',
  'a+b',
  '%',
  '%25',
  'a%2Fb',
  'ü?#&=;:@',
  '"<\\>',
  '😀',
  'tasks',
  'healthz',
  '__proto__',
  'constructor',
  '-',
  'x'.repeat(255),
])('a user may be called %s', async (id) => {
  const { token } = await addPerson(server, id);
  const tasksPath = `/api/${encodeURIComponent(id)}/tasks`;
  const made = await server.send('POST', tasksPath, { token, json: { title: 'Mine' } });
  expect(made).toMatchObject({ status: 201, json: { user_id: id } });
  expect(made.headers.location).toContain(`${tasksPath}/`);
  const read = await server.send('GET', `${made.headers.location}`, { token });
  expect(read).toMatchObject({ status: 200, json: made.json });
});

test('a segment is decoded once, not twice', async () => {
  const slash = await addPerson(server, 'once/x');
  const encoded = await addPerson(server, 'once%2Fx');
  const statusOf = async (path: string, { token }: Person) =>
    (await server.send('GET', path, { token })).status;
  expect(await statusOf('/api/once%2Fx/tasks', slash)).toBe(200);
  expect(await statusOf('/api/once%252Fx/tasks', slash)).toBe(403);
  expect(await statusOf('/api/once%252Fx/tasks', encoded)).toBe(200);
  expect(await statusOf('/api/once%2Fx/tasks', encoded)).toBe(403);
});

const COLLECTION = 'GET, HEAD, OPTIONS, POST';
const READ_ONLY = 'GET, HEAD, OPTIONS';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'LOCK'];

test.each([
  ['/api/ada/tasks', COLLECTION],
  ['/api/ada/tasks/1', 'DELETE, GET, HEAD, OPTIONS, PUT'],
  ['/api/ada/tasks/abc', 'DELETE, GET, HEAD, OPTIONS, PUT'],
  ['/api/ada/tasks/1/complete', 'OPTIONS, PATCH'],
  ['/api/ada/tasks/1/restore', 'OPTIONS, POST'],
  ['/api/ada/tasks/bulk', 'OPTIONS, POST'],
  ['/api/ada/tasks/changes', READ_ONLY],
  ['/api/ada/tasks/deleted', READ_ONLY],
  ['/api/ada/tasks/events', READ_ONLY],
  ['/api/nobody/tasks', COLLECTION],
  ['/api/healthz', READ_ONLY],
  ['/api/readyz', READ_ONLY],
  ['/api/openapi.json', READ_ONLY],
])('%s names its methods (%s) to everybody', async (path, allow) => {
  const options = await server.send('OPTIONS', path);
  expect(options).toMatchObject({ status: 204, text: '', headers: { allow } });
  expect(options.headers).not.toHaveProperty('content-type');
  for (const method of METHODS.filter((name) => !allow.split(', ').includes(name))) {
    const { status, headers } = await server.send(method, path, { token: 'bad', text: '{' });
    expect([method, status, headers.allow]).toEqual([method, 405, allow]);
  }
});

test('HEAD answers as GET does, without the body', async () => {
  const tails = ['', '?limit=x', '/0', '/changes', '/changes?since=x', '/events?since=x'];
  const paths = ['/api/eve/tasks', '/api/healthz', '/api/openapi.json', '/api/x', taskPath];
  for (const path of [...paths, ...tails.map((tail) => `/api/ada/tasks${tail}`)]) {
    const get = await send('GET', path);
    const head = await send('HEAD', path);
    expect(head).toMatchObject({ status: get.status, text: '' });
    expect(lasting(head.headers)).toEqual(lasting(get.headers));
  }
});

test('HEAD without a token is a 401 with its challenge', async () => {
  const { status, headers } = await server.send('HEAD', '/api/ada/tasks');
  expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="tasks"']);
});

/** The headers that do not differ from one answer to the next. */
function lasting(headers: object): object {
  const own = ['date', 'x-request-id', 'content-length'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
