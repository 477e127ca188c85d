import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

const malformed = { text: '{' };
const array = { json: [] };
const large = { text: `"${'x'.repeat(65_536)}"` };
const form = { bytes: 'title=x', headers: FORM };
const notUtf8 = { bytes: Buffer.from([0x22, 0xff, 0x22]), headers: JSON_TYPE };
const noTitle = { json: { title: '' } };

const badKey = { 'idempotency-key': 'a b' };
const badTag = { 'if-match': '1' };
const staleTag = { 'if-match': '"0"' };

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: '1' });
  ada = await addPerson(server, 'ada');
  await send('POST', TASKS, { json: { title: 'The only one' } });
});

afterAll(() => server.close());

test.each<[string, string, string, Message, number]>([
  ['no path, no token', 'GET', '/api/ada/x', { token: '' }, 404],
  ['no path, unknown method', 'LOCK', '/api/ada/x', {}, 404],
  ['no path, large body', 'POST', '/api/ada/x', large, 404],
  ['wrong method, bad token', 'PATCH', TASKS, { token: 'bad' }, 405],
  ['wrong method, other user', 'DELETE', '/api/eve/tasks', {}, 405],
  ['wrong method, large body', 'PUT', TASKS, large, 405],
  ['wrong method, bad id', 'POST', `${TASKS}/abc`, malformed, 405],
  ['bad token, other user', 'GET', '/api/eve/tasks', { token: 'bad' }, 401],
  ['bad token, malformed body', 'POST', TASKS, { ...malformed, token: 'bad' }, 401],
  ['bad token, large body', 'POST', TASKS, { ...large, token: 'bad' }, 401],
  ['bad token, form', 'POST', TASKS, { ...form, token: 'bad' }, 401],
  ['bad token, bad query', 'GET', `${TASKS}?limit=x`, { token: 'bad' }, 401],
  ['bad token, bad id', 'GET', `${TASKS}/abc`, { token: 'bad' }, 401],
  ['other user, large body', 'POST', '/api/eve/tasks', large, 403],
  ['other user, form', 'POST', '/api/eve/tasks', form, 403],
  ['other user, malformed body', 'POST', '/api/eve/tasks', malformed, 403],
  ['other user, bad field', 'POST', '/api/eve/tasks', noTitle, 403],
  ['other user, bad query', 'GET', '/api/eve/tasks?limit=x', {}, 403],
  ['other user, bad id', 'DELETE', '/api/eve/tasks/abc', {}, 403],
  ['large form', 'POST', TASKS, { ...large, headers: FORM }, 413],
  ['large and not JSON', 'POST', TASKS, { text: 'x'.repeat(65_537) }, 413],
  ['large, bad id', 'PUT', `${TASKS}/abc`, large, 413],
  ['form and not UTF-8', 'POST', TASKS, { ...notUtf8, headers: FORM }, 415],
  ['form, bad id', 'PUT', `${TASKS}/abc`, form, 415],
  ['form of JSON that is no object', 'POST', TASKS, { bytes: '[]', headers: FORM }, 415],
  ['malformed body, bad id', 'PUT', `${TASKS}/abc`, malformed, 400],
  ['not UTF-8, bad id', 'PATCH', `${TASKS}/abc/complete`, notUtf8, 400],
  ['no object, bad id', 'PUT', `${TASKS}/abc`, array, 422],
  ['bad field, bad id', 'PUT', `${TASKS}/abc`, noTitle, 422],
  ['bad field, unknown task', 'PUT', `${TASKS}/999999`, noTitle, 422],
  ['no known field, bad id', 'PUT', `${TASKS}/abc`, { json: {} }, 422],
  ['no known field, unknown task', 'PUT', `${TASKS}/999999`, { json: {} }, 422],
  ['bad field, bad id', 'PATCH', `${TASKS}/0/complete`, { json: { completed: 1 } }, 422],
  ['bad field, no room', 'POST', TASKS, noTitle, 422],
  ['no room', 'POST', TASKS, { json: { title: 'One more' } }, 409],
  ['bad token, bad cursor', 'GET', `${TASKS}/changes?since=x`, { token: 'bad' }, 401],
  ['other user, bad cursor', 'GET', '/api/eve/tasks/events?since=x', {}, 403],
  ['bad query, bad cursor', 'GET', `${TASKS}/changes?since=x&limit=0`, {}, 422],
  ['other user, bad limit', 'GET', '/api/eve/tasks/deleted?limit=0', {}, 403],
  ['other user, bad operation', 'POST', '/api/eve/tasks/bulk', { json: {} }, 403],
  ['large bulk of a form', 'POST', `${TASKS}/bulk`, { ...large, headers: FORM }, 413],
  ['bad operation, unknown task', 'POST', `${TASKS}/bulk`, operations({ op: 'create' }), 422],
  ['no room, unknown task', 'POST', `${TASKS}/bulk`, operations({ op: 'create', title: 'x' }), 404],
  ['other user, unknown task', 'POST', '/api/eve/tasks/0/restore', {}, 403],
  ['bad field, bad key', 'POST', TASKS, { ...noTitle, headers: badKey }, 422],
  ['bad key, no room', 'POST', TASKS, { json: { title: 'x' }, headers: badKey }, 400],
  ['bad field, bad If-Match', 'PUT', `${TASKS}/1`, { ...noTitle, headers: badTag }, 422],
  ['unknown task, stale If-Match', 'DELETE', `${TASKS}/0`, { headers: staleTag }, 404],
])('of two faults the earlier one answers: %s: %s %s', async (_, method, path, message, status) => {
  expect((await send(method, path, message)).status).toBe(status);
});

test('whether the other user exists makes no difference', async () => {
  await addPerson(server, 'eve');
  const answers = await Promise.all(
    ['eve', 'nobody'].map(async (id) => {
      const { status, headers, json } = await send('GET', `/api/${id}/tasks`);
      return { status, names: Object.keys(headers), json: { ...(json as object), instance: '' } };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
});

/** A bulk of the given and of a deletion of an unknown task. */
function operations(first: object): Message {
  return { json: { operations: [first, { op: 'delete', id: 999_999 }] } };
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
