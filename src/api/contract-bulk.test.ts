import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { FULL, INSTANT } from '@/testing/full-task';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

/** The answer to a bulk that deletes nothing. */
interface Told {
  changes: { task: Task }[];
}

const LATER = { updated_at: expect.stringMatching(INSTANT) };

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

test('operations of all kinds are done, each with a version, and told in their order', async () => {
  const first = await create();
  const second = await create();
  const third = await create();
  const fourth = await create();
  const { status, headers, json } = await bulk([
    { op: 'complete', id: second.id },
    { op: 'create', ...FULL, title: ' Last ' },
    { op: 'delete', id: first.id },
    { op: 'update', id: third.id, due_date: '2026-12-24', tags: ['home'] },
    { op: 'complete', id: fourth.id, completed: false },
    { op: 'create', title: 'Later' },
  ]);
  const next = (step: number) => ({ ...LATER, version: fourth.version + step });
  expect([status, headers.etag]).toEqual([200, undefined]);
  expect(json).toMatchObject({
    changes: [
      { type: 'upsert', task: { ...second, completed: true, ...next(1) } },
      { type: 'upsert', task: { ...FULL, title: 'Last', user_id: ada.id, ...next(2) } },
      { type: 'delete', id: first.id, version: fourth.version + 3 },
      { type: 'upsert', task: { ...third, due_date: '2026-12-24', tags: ['home'], ...next(4) } },
      { type: 'upsert', task: { ...fourth, ...next(5) } },
      { type: 'upsert', task: { title: 'Later', completed: false, ...next(6) } },
    ],
  });
  expect(await booksOf(server, ada.id)).toMatchObject({
    revisions: [{ revision: fourth.version + 6, taskCount: 5 }],
  });
});

test('what a bulk tells is what is there then', async () => {
  const { id } = await create();
  const { json } = await bulk([
    { op: 'create', ...FULL },
    { op: 'complete', id },
    { op: 'create', title: 'Newest' },
  ]);
  const told = (json as Told).changes.map(({ task }) => task);
  const { json: list } = await send('GET', tasksPath);
  expect(byId(list as Task[])).toEqual(byId(told));
});

test('what a bulk deleted comes back as it was with one more, all or nothing', async () => {
  const tasks = [await create(), await create(), await create()];
  const each = (op: string) => tasks.map(({ id }) => ({ op, id }));
  await bulk(each('delete'));
  const before = await booksOf(server, ada.id);
  const unknown = { op: 'restore', id: 2 ** 52 };
  const refused = await bulk([...each('restore'), unknown]);
  expect(refused).toMatchObject({
    status: 404,
    json: { errors: [{ pointer: '#/operations/3/id', detail: 'Task not found' }] },
  });
  expect(await booksOf(server, ada.id)).toEqual(before);

  const { status, json } = await bulk(each('restore'));
  const restored = tasks.map((task) => ({ ...task, ...LATER, version: task.version + 6 }));
  expect([status, (json as Told).changes.map(({ task }) => task)]).toEqual([200, restored]);

  // Again, it changes nothing and tells the same.
  const after = await booksOf(server, ada.id);
  expect(await bulk(each('restore'))).toMatchObject({ status: 200, json });
  expect(await booksOf(server, ada.id)).toEqual(after);
});

test('a bulk of nothing is a 200 with nothing, and takes no revision', async () => {
  await create();
  const before = await booksOf(server, ada.id);
  expect(await bulk([])).toMatchObject({ status: 200, json: { changes: [] } });
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test('100 operations are done, 101 are a 422', async () => {
  const operations = Array.from({ length: 101 }, (_, index) => ({
    op: 'create',
    title: `Task ${index}`,
  }));
  expect(await bulk(operations)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '#/operations', detail: 'must be at most 100' }] },
  });
  const { status, json } = await bulk(operations.slice(1));
  const titles = (json as Told).changes.map(({ task }) => task.title);
  expect([status, titles]).toEqual([200, operations.slice(1).map(({ title }) => title)]);
});

test('what an operation must not name is ignored', async () => {
  const operation = {
    op: 'create',
    title: 'Mine',
    user_id: 'eve',
    id: 1_000_000,
    version: 1,
    deleted_at: 'x',
  };
  const { json } = await bulk([operation]);
  expect(json).toMatchObject({ changes: [{ task: { title: 'Mine', user_id: ada.id } }] });
  expect((json as Told).changes[0]?.task.id).toBeLessThan(1_000_000);
});

function byId(tasks: Task[]): Task[] {
  return tasks.toSorted((a, b) => a.id - b.id);
}

async function create(): Promise<Task> {
  return (await send('POST', tasksPath, { json: { title: 'There' } })).json as Task;
}

function bulk(operations: object[]) {
  return send('POST', `${tasksPath}/bulk`, { json: { operations } });
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
