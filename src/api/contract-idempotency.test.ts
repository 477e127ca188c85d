import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { type Answer, createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const LONGEST = 'k'.repeat(255);

let server: TestServer;
let ada: Person;
let tasksPath: string;

beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: '100' });
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
});

afterAll(() => server.close());

test.each<[string, string]>([
  ['bare', 'bare'],
  ['"quoted"', 'quoted'],
  ['bare-then-quoted', '"bare-then-quoted"'],
  [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
  ['8e03978e-40d5-43dd-bc93-6894a57f9324', ' 8e03978e-40d5-43dd-bc93-6894a57f9324 '],
  ['!#$%&()*+,-./:;<=>?@[]^_`{|}~', '!#$%&()*+,-./:;<=>?@[]^_`{|}~'],
  [LONGEST, `"${LONGEST}"`],
])('the same POST with the key %s and then %s is done once', async (first, second) => {
  const made = await create(first);
  const before = await booksOf(server, ada.id);
  const again = await create(second);
  expect(made.status).toBe(201);
  expect(made.headers).not.toHaveProperty('idempotency-replayed');
  expectReplay(again, made);
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test('keys that differ, be it in case only, are different keys', async () => {
  const answers = [await create('own'), await create('Own'), await create('own.')];
  const ids = new Set(answers.map(({ json }) => (json as Task).id));
  expect([ids.size, answers.map(({ status }) => status)]).toEqual([3, [201, 201, 201]]);
});

test('without a key every POST is done', async () => {
  const answers = [await create(), await create()];
  expect(new Set(answers.map(({ json }) => (json as Task).id)).size).toBe(2);
});

test('how the body is written makes no difference, only what it says', async () => {
  const headers = { 'idempotency-key': 'written' };
  const made = await send('POST', tasksPath, {
    text: '{"title":"Milk","priority":"high","tags":["a","b"]}',
    headers,
  });
  expect(made.status).toBe(201);
  for (const text of [
    ' {\n"tags" : [ "a", "b" ],"priority":"high" , "title":"Milk" } ',
    String.raw`{"title":" \u004dilk ","priority":"high","tags":["a","b"],"nonsense":1,"id":7}`,
  ]) {
    expectReplay(await send('POST', tasksPath, { text, headers }), made);
  }
});

test.each<object>([
  { title: 'Another' },
  { title: 'Milk', priority: 'none' },
  { title: 'Milk', description: null },
  { title: 'Milk', tags: ['b', 'a'] },
])('the same key with another body is a 422 that writes nothing: %j', async (json) => {
  const headers = { 'idempotency-key': `other ${Object.keys(json)}`.replaceAll(/[ ,]/g, '-') };
  await send('POST', tasksPath, { json: { title: 'Milk', tags: ['a', 'b'] }, headers });
  const before = await booksOf(server, ada.id);
  const answer = await send('POST', tasksPath, { json, headers });
  expect(answer).toMatchObject({
    status: 422,
    json: {
      code: 'UNPROCESSABLE_CONTENT',
      detail: expect.stringContaining('Idempotency-Key'),
    },
  });
  expect(answer.headers).not.toHaveProperty('idempotency-replayed');
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test.each<string | string[]>([
  '',
  ' ',
  '""',
  'a b',
  '"a b"',
  'a\tb',
  'ä',
  '"é"',
  `${LONGEST}k`,
  `"${LONGEST}k"`,
  ['a', 'b'],
])('%j is no key: a 400 that writes nothing', async (key) => {
  const before = await booksOf(server, ada.id);
  const answer = await send('POST', tasksPath, {
    json: { title: 'x' },
    headers: { 'idempotency-key': key },
  });
  expect(answer).toMatchObject({
    status: 400,
    json: {
      code: 'BAD_REQUEST',
      detail: 'Idempotency-Key must have 1 to 255 visible characters',
    },
  });
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test('a request that failed keeps nothing: its key is free', async () => {
  const eve = await addPerson(server);
  const path = `/api/${eve.id}/tasks`;
  const message = { token: eve.token, headers: { 'idempotency-key': 'failing' } };
  const attempt = (json: object) => server.send('POST', path, { ...message, json });
  const operations = Array.from({ length: 100 }, () => ({ op: 'create', title: 'Filling' }));

  expect((await attempt({ title: '' })).status).toBe(422);
  await server.send('POST', `${path}/bulk`, { token: eve.token, json: { operations } });
  const full = await attempt({ title: 'Last' });
  expect(full).toMatchObject({ status: 409, json: { detail: expect.stringContaining('limit') } });
  expect(full.headers).not.toHaveProperty('retry-after');
  const [{ id }] = (await server.send('GET', path, { token: eve.token })).json as [Task];
  await server.send('DELETE', `${path}/${id}`, { token: eve.token });
  const made = await attempt({ title: 'Last' });
  expect(made).toMatchObject({ status: 201, json: { title: 'Last' } });
  expectReplay(await attempt({ title: 'Last' }), made);
});

test('the first answer is given again even when the task has changed or is gone', async () => {
  const made = await create('lasting');
  const path = `${made.headers.location}`;
  await send('PUT', path, { json: { title: 'Changed' } });
  expectReplay(await create('lasting'), made);
  await send('DELETE', path);
  expectReplay(await create('lasting'), made);
  expect((await send('GET', path)).status).toBe(404);
});

test('a bulk is given again as well, and shares its keys with create', async () => {
  const operations = [{ op: 'create', title: 'Milk' }];
  const bulk = (key: string) =>
    send('POST', `${tasksPath}/bulk`, {
      json: { operations },
      headers: { 'idempotency-key': key },
    });
  await create('of-create');
  const made = await bulk('of-bulk');
  const before = await booksOf(server, ada.id);
  expectReplay(await bulk('"of-bulk"'), made);
  expect([(await create('of-bulk')).status, (await bulk('of-create')).status]).toEqual([422, 422]);
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test('a restore is given again as well, and does not undo a later deletion', async () => {
  const path = `${(await create()).headers.location}`;
  const restore = () =>
    send('POST', `${path}/restore`, { headers: { 'idempotency-key': 'of-restore' } });
  await send('DELETE', path);
  const restored = await restore();
  await send('DELETE', path);
  expectReplay(await restore(), restored);
  expect((await send('GET', path)).status).toBe(404);
});

function expectReplay(again: Answer, first: Answer): void {
  const { etag, location } = first.headers;
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect([again.headers.etag, again.headers.location]).toEqual([etag, location]);
  expect(again.headers['idempotency-replayed']).toBe('true');
}

function create(key?: string): Promise<Answer> {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return send('POST', tasksPath, { json: { title: 'Buy milk' }, headers });
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
