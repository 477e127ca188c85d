import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChangePage } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { tasks } from '@/db/schema/tasks';
import type { Person } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { FULL } from '@/testing/full-task';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;
let ada: Person;
let tasksPath: string;

beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: '2' });
});

beforeEach(async () => {
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
});

afterAll(() => server.close());

test.each<[string, Message]>([
  ['no body', {}],
  ['an empty body', { text: '' }],
  ['an object', { json: { nonsense: 1, id: 7, user_id: 'eve' } }],
])('restore with %s answers 200 with the task as it was, of a new version', async (_, message) => {
  const task = await create();
  await remove(task);
  const { status, json } = await restore(task, message);
  const restored = json as Task;
  expect([status, restored]).toEqual([
    200,
    { ...task, version: task.version + 2, updated_at: expect.any(String) },
  ]);
  expect(restored.updated_at > task.updated_at).toBe(true);
  expect((await send('GET', `${tasksPath}/${task.id}`)).json).toEqual(restored);
  expect((await send('GET', tasksPath)).json).toEqual([restored]);
  expect((await send('PUT', `${tasksPath}/${task.id}`, { json: { title: 'x' } })).status).toBe(200);
});

test('a restored task is among the changes as one that is there', async () => {
  const task = await create();
  const { cursor } = await changes('');
  await remove(task);
  const gone = await changes(cursor);
  const { json: restored } = await restore(task);
  const expected = [{ type: 'upsert', task: restored }];
  expect((await changes(gone.cursor)).changes).toEqual(expected);
  expect((await changes(cursor)).changes).toEqual(expected);
  expect((await changes('')).changes).toEqual(expected);
});

test('restore of a task that is there answers 200 with it and changes nothing', async () => {
  const task = await create();
  const before = await booksOf(server, ada.id);
  for (let count = 0; count < 2; count += 1) {
    expect(await restore(task)).toMatchObject({ status: 200, json: task });
  }
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test('what cannot be restored is one and the same 404: unknown, foreign or too long ago', async () => {
  const eve = await addPerson(server);
  const hers = { token: eve.token, json: { title: 'Hers' } };
  const foreign = (await server.send('POST', `/api/${eve.id}/tasks`, hers)).json as Task;
  await server.send('DELETE', `/api/${eve.id}/tasks/${foreign.id}`, { token: eve.token });
  const late = await create();
  await remove(late);
  await deletedBefore(late, '30 days 1 minute');
  const before = [await booksOf(server, ada.id), await booksOf(server, eve.id)];
  for (const id of [late.id, foreign.id, 999_999, 0, '007', 'abc']) {
    const { status, json, headers } = await restore({ id });
    expect([status, json]).toMatchObject([404, { code: 'NOT_FOUND', detail: 'Task not found' }]);
    expect(headers).not.toHaveProperty('etag');
  }
  expect([await booksOf(server, ada.id), await booksOf(server, eve.id)]).toEqual(before);
  await deletedBefore(late, '29 days 23 hours');
  expect((await restore(late)).status).toBe(200);
});

test('a restore that would be one task too many is a 409, and good when there is room', async () => {
  const task = await create();
  await remove(task);
  const other = await create();
  await create();
  const before = await booksOf(server, ada.id);
  expect(await restore(task)).toMatchObject({
    status: 409,
    json: { code: 'CONFLICT', detail: 'You have reached the limit of 2 tasks: delete some first' },
  });
  expect(await booksOf(server, ada.id)).toEqual(before);
  await remove(other);
  expect((await restore(task)).status).toBe(200);
});

test('of two restores at once one changes the task, and both tell it', async () => {
  const task = await create();
  await remove(task);
  const [one, two] = await Promise.all([restore(task), restore(task)]);
  expect([one.status, two.status, two.json]).toEqual([200, 200, one.json]);
  expect(await booksOf(server, ada.id)).toMatchObject({
    revisions: [{ revision: task.version + 2, taskCount: 1 }],
  });
});

test.each<[string, string, Message]>([
  ['GET', '', {}],
  ['HEAD', '', {}],
  ['PUT', '', { json: { title: 'x' } }],
  ['PATCH', '/complete', {}],
  ['DELETE', '', {}],
])('a deleted task is a 404 to %s %s', async (method, tail, message) => {
  const task = await create();
  await remove(task);
  const before = await booksOf(server, ada.id);
  expect((await send(method, `${tasksPath}/${task.id}${tail}`, message)).status).toBe(404);
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test.each(['delete', 'complete', 'update'])('a deleted task is a 404 to bulk %s', async (op) => {
  const task = await create();
  await remove(task);
  const json = { operations: [{ op, id: task.id, title: 'x' }] };
  expect((await send('POST', `${tasksPath}/bulk`, { json })).status).toBe(404);
  expect((await send('GET', tasksPath)).json).toEqual([]);
});

async function changes(since: string): Promise<ChangePage> {
  return (await send('GET', `${tasksPath}/changes?since=${since}`)).json as ChangePage;
}

/** Moves the deletion of a task into the past. */
async function deletedBefore({ id }: Task, interval: string): Promise<void> {
  const deletedAt = sql`now() - ${interval}::interval`;
  const isTask = and(eq(tasks.userId, ada.id), eq(tasks.id, id));
  await server.services.db.update(tasks).set({ deletedAt }).where(isTask);
}

async function create(): Promise<Task> {
  return (await send('POST', tasksPath, { json: FULL })).json as Task;
}

function remove({ id }: Pick<Task, 'id'>) {
  return send('DELETE', `${tasksPath}/${id}`);
}

function restore({ id }: { id: number | string }, message: Message = {}) {
  return send('POST', `${tasksPath}/${id}/restore`, message);
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
