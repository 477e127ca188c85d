import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const title = { json: { title: 'One more' } };
const large = { text: `"${'x'.repeat(65_536)}"` };

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: '3' });
  ada = await addPerson(server, 'ada');
  for (const name of ['one', 'two', 'three']) await send('POST', TASKS, { json: { title: name } });
});

afterAll(() => server.close());

test.each<[string, string, string, Message]>([
  ['400 malformed-json PARSE_ERROR: The body is not valid JSON', 'POST', TASKS, { text: '{' }],
  [
    '401 unauthorized UNAUTHORIZED: Missing Authorization header: expected Bearer token',
    'GET',
    TASKS,
    { headers: { authorization: '' } },
  ],
  ['401 unauthorized UNAUTHORIZED: Invalid or expired token', 'GET', TASKS, { token: 'bad' }],
  [
    "403 forbidden FORBIDDEN: Access denied: user_id mismatch, not authorized to access this user's tasks",
    'GET',
    '/api/eve/tasks',
    {},
  ],
  ['404 not-found NOT_FOUND: Task not found', 'GET', `${TASKS}/0`, {}],
  ['404 not-found NOT_FOUND: There is nothing at this path', 'GET', '/api/x', {}],
  [
    '405 method-not-allowed METHOD_NOT_SUPPORTED: PUT is not allowed here; allowed: GET, HEAD, OPTIONS, POST',
    'PUT',
    TASKS,
    {},
  ],
  [
    '409 conflict CONFLICT: You have reached the limit of 3 tasks: delete some first',
    'POST',
    TASKS,
    title,
  ],
  [
    '410 gone GONE: The cursor is unknown or too old: read all tasks anew, without it',
    'GET',
    `${TASKS}/changes?since=x`,
    {},
  ],
  [
    '412 precondition-failed PRECONDITION_FAILED: The task was changed meanwhile: read it again and decide anew',
    'DELETE',
    `${TASKS}/1`,
    { headers: { 'if-match': '"0"' } },
  ],
  [
    '413 payload-too-large PAYLOAD_TOO_LARGE: The body has more than 65536 bytes',
    'POST',
    TASKS,
    large,
  ],
  [
    '415 unsupported-media-type UNSUPPORTED_MEDIA_TYPE: The body must be sent as Content-Type: application/json',
    'POST',
    TASKS,
    { bytes: 'x' },
  ],
  ['422 validation UNPROCESSABLE_CONTENT: must be an object', 'POST', TASKS, { json: [] }],
])('%s: that is the problem of %s %s', async (expected, method, path, message) => {
  const [, status, slug, code, detail] = /^(\d+) (\S+) (\S+): (.*)$/.exec(expected) ?? [];
  const answer = await send(method, path, message);
  expect(answer.status).toBe(Number(status));
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.json).toEqual({
    type: `http://localhost:3000/problems/${slug}`,
    title: expect.stringMatching(/^[A-Z][a-zA-Z ]+$/),
    status: answer.status,
    detail,
    instance: `urn:request:${answer.headers['x-request-id']}`,
    code,
    ...(answer.status === 422 && { errors: [{ pointer: '#', detail }] }),
  });
});

test('every violation is listed, and pointed to', async () => {
  const json = {
    title: ' ',
    description: 7,
    completed: 'false',
    due_date: '2026-02-30',
    priority: 'urgent',
    tags: ['', 'a', 'a', 1, 'x'.repeat(33)],
  };
  const { status, json: problem } = await send('POST', TASKS, { json });
  const errors = [
    ['title', 'must not be blank'],
    ['description', 'must be a string'],
    ['completed', 'must be a boolean'],
    ['due_date', 'must be a date such as 2026-12-24'],
    ['priority', 'must be one of none, low, medium, high'],
    ['tags.0', 'must not be blank'],
    ['tags.3', 'must be a string'],
    ['tags.4', 'must be at most 32 characters'],
    ['tags', 'must be distinct'],
  ];
  expect([status, problem]).toMatchObject([
    422,
    {
      detail: errors.map((error) => error.join(': ')).join('; '),
      errors: errors.map(([name, detail]) => ({
        pointer: `#/${name?.replace('.', '/')}`,
        detail,
      })),
    },
  ]);
});

test.each(['a', '5f1c7b9e-3f0a', 'Root=1-67891233:abc.DEF_0', 'x'.repeat(128)])(
  'the X-Request-Id %s of a client is kept',
  async (id) => {
    const { headers, json } = await send('GET', '/api/x', { headers: { 'x-request-id': id } });
    expect([headers['x-request-id'], json]).toMatchObject([id, { instance: `urn:request:${id}` }]);
  },
);

test.each<string | string[]>([
  '',
  ' ',
  'a b',
  'a,b',
  'a"b',
  '<a>',
  'a/b',
  'a\tb',
  'ä',
  '%0d%0aX-Evil: 1',
  String.raw`a\r\nX-Evil: 1`,
  'x'.repeat(129),
  ['a', 'b'],
])('the X-Request-Id %j of a client is replaced', async (id) => {
  const headers = { 'x-request-id': id };
  const answers = [await send('GET', '/api/x', { headers }), await send('GET', TASKS, { headers })];
  const [first, second] = answers.map((answer) => answer.headers['x-request-id']);
  expect([first, second]).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
  expect(first).not.toBe(second);
  expect(answers[0]?.json).toMatchObject({ instance: `urn:request:${first}` });
});

test('a user holds as many tasks as are allowed, also when they come at once', async () => {
  const { id, token } = await addPerson(server);
  const path = `/api/${id}/tasks`;
  const create = async () => (await server.send('POST', path, { token, ...title })).status;
  const statuses = await Promise.all(Array.from({ length: 10 }, create));
  expect(statuses.toSorted()).toEqual([...Array(3).fill(201), ...Array(7).fill(409)]);
  const { json } = await server.send('GET', path, { token });
  expect(json).toHaveLength(3);
  const [{ id: taskId }] = json as [{ id: number }];
  await server.send('DELETE', `${path}/${taskId}`, { token });
  expect([await create(), await create()]).toEqual([201, 409]);
});

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
