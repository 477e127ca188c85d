import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;
let ada: Person;
let tasksPath: string;

beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: '100' });
});

beforeEach(async () => {
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
});

afterAll(() => server.close());

test.each<[unknown, string[]]>([
  [undefined, ['']],
  [null, ['']],
  [{}, ['']],
  ['create', ['']],
  [
    [null, 1, [], 'delete'],
    ['/0', '/1', '/2', '/3'],
  ],
  [[{}], ['/0/op']],
  [[{ op: 'destroy', id: 1 }], ['/0/op']],
  [[{ op: 'Create', title: 'x' }], ['/0/op']],
  [[{ op: 'create', title: ' ' }], ['/0/title']],
  [
    [{ op: 'create' }, { op: 'create', title: 'x', priority: 'urgent' }],
    ['/0/title', '/1/priority'],
  ],
  [[{ op: 'update', id: 1 }], ['/0']],
  [[{ op: 'update', title: 'x' }], ['/0/id']],
  [[{ op: 'update', id: '1', title: 7 }], ['/0/title', '/0/id']],
  [
    [
      { op: 'create', title: 'x' },
      { op: 'delete', id: 0 },
    ],
    ['/1/id'],
  ],
  [[{ op: 'complete', id: 1, completed: 'true' }], ['/0/completed']],
  [
    [...Array.from({ length: 100 }, () => ({ op: 'create', title: 'x' })), { op: 'create' }],
    ['/100/title', ''],
  ],
  [[{ op: 'update', id: 1, tags: ['a', ''] }], ['/0/tags/1']],
  [
    [{ op: 'restore' }, { op: 'restore', id: '1' }],
    ['/0/id', '/1/id'],
  ],
  [
    [
      { op: 'delete', id: 1 },
      { op: 'restore', id: 1 },
    ],
    ['/1/id'],
  ],
  [
    [
      { op: 'delete', id: 1 },
      { op: 'update', id: 1, title: 'x' },
    ],
    ['/1/id'],
  ],
  [
    [
      { op: 'create', title: 'x' },
      { op: 'delete', id: 2 },
      { op: 'delete', id: 1 },
      { op: 'complete', id: 2 },
    ],
    ['/3/id'],
  ],
])('the operations %j are a 422 that points at what is wrong', async (operations, pointers) => {
  const { status, json } = await send('POST', `${tasksPath}/bulk`, { json: { operations } });
  const errors = (json as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
  expect([status, errors]).toEqual([422, pointers.map((each) => `#/operations${each}`)]);
  expect(await booksOf(server, ada.id)).toEqual({ tasks: [], revisions: [] });
});

test('tasks that are not there are a 404 that points at each, and nothing is done', async () => {
  const eve = await addPerson(server);
  const hers = { token: eve.token, json: { title: 'Hers' } };
  const foreign = (await server.send('POST', `/api/${eve.id}/tasks`, hers)).json as Task;
  const mine = await create();
  const deleted = await create();
  await send('DELETE', `${tasksPath}/${deleted.id}`);
  const before = [await booksOf(server, ada.id), await booksOf(server, eve.id)];
  const answer = await bulk([
    { op: 'create', title: 'New' },
    { op: 'update', id: foreign.id, title: 'Mine' },
    { op: 'delete', id: mine.id },
    { op: 'complete', id: deleted.id },
    { op: 'delete', id: 2 ** 52 },
  ]);
  expect(answer).toMatchObject({
    status: 404,
    json: {
      code: 'NOT_FOUND',
      detail: 'Task not found',
      errors: [1, 3, 4].map((place) => ({
        pointer: `#/operations/${place}/id`,
        detail: 'Task not found',
      })),
    },
  });
  expect([await booksOf(server, ada.id), await booksOf(server, eve.id)]).toEqual(before);
});

test('more tasks than a user may hold are a 409, and nothing is done', async () => {
  const one = { op: 'create', title: 'New' };
  const mine = await create();
  await bulk(Array.from({ length: 98 }, () => one));
  const before = await booksOf(server, ada.id);
  expect(await bulk([{ op: 'update', id: mine.id, title: 'x' }, one, one])).toMatchObject({
    status: 409,
    json: {
      code: 'CONFLICT',
      detail: 'You have reached the limit of 100 tasks: delete some first',
    },
  });
  expect(await booksOf(server, ada.id)).toEqual(before);
  const exchange = [one, one, { op: 'delete', id: mine.id }];
  expect((await bulk(exchange)).status).toBe(200);
  expect((await bulk([one])).status).toBe(409);
  expect(await booksOf(server, ada.id)).toMatchObject({ revisions: [{ taskCount: 100 }] });
});

test.each<[number, Message]>([
  [401, { token: 'bad' }],
  [413, { text: `{"operations":[],"more":"${'x'.repeat(65_536)}"}` }],
  [415, { bytes: '{"operations":[]}' }],
  [400, { text: '{"operations":[}' }],
  [422, { json: [] }],
  [422, {}],
])('a bulk can be a %i like other writes', async (status, message) => {
  expect((await send('POST', `${tasksPath}/bulk`, message)).status).toBe(status);
});

async function create(): Promise<Task> {
  return (await send('POST', tasksPath, { json: { title: 'There' } })).json as Task;
}

function bulk(operations: object[]) {
  return send('POST', `${tasksPath}/bulk`, { json: { operations } });
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
