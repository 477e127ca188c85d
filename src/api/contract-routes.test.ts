import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { FULL, INSTANT } from '@/testing/full-task';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;
let ada: Person;
let tasksPath: string;

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
});

afterAll(() => server.close());

test('create answers 201 with the task and its Location', async () => {
  const { status, headers, json } = await send('POST', tasksPath, {
    json: { title: ' Buy milk ' },
  });
  const task = json as Task;
  expect(status).toBe(201);
  expect(task).toEqual({
    id: expect.any(Number),
    user_id: ada.id,
    title: 'Buy milk',
    description: null,
    completed: false,
    due_date: null,
    priority: 'none',
    tags: [],
    created_at: expect.stringMatching(INSTANT),
    updated_at: task.created_at,
    version: expect.any(Number),
  });
  expect(headers.location).toBe(`${tasksPath}/${task.id}`);
  expect((await send('GET', `${headers.location}`)).json).toEqual(task);
});

test('create takes every field', async () => {
  expect(await create(FULL)).toMatchObject(FULL);
});

test('create lets path and token decide whose task it is, not the body', async () => {
  const ignored = {
    user_id: 'somebody else',
    id: 1_000_000,
    created_at: '2001-01-01T00:00:00.000000Z',
    updated_at: null,
    version: 'x',
    deleted_at: '2001-01-01T00:00:00.000000Z',
    nonsense: { deep: [] },
  };
  const task = await create({ title: 'Mine', ...ignored });
  expect(task.user_id).toBe(ada.id);
  expect(task.id).toBeLessThan(1_000_000);
  expect(task.created_at > '2002').toBe(true);
  expect(Object.keys(task)).not.toContain('nonsense');
  expect((await send('GET', `${tasksPath}/${task.id}`)).json).toEqual(task);
});

test('list answers 200 with the tasks of the user, newest first', async () => {
  const eve = await addPerson(server);
  const message = { token: eve.token };
  for (const title of ['one', 'two', 'three']) {
    await send('POST', `/api/${eve.id}/tasks`, { ...message, json: { title } });
  }
  const { status, json } = await send('GET', `/api/${eve.id}/tasks`, message);
  expect(status).toBe(200);
  expect((json as Task[]).map((task) => task.title)).toEqual(['three', 'two', 'one']);
});

test('list answers 200 with nothing for somebody who has no task', async () => {
  const { id, token } = await addPerson(server);
  expect(await send('GET', `/api/${id}/tasks`, { token })).toMatchObject({ status: 200, json: [] });
});

test('delete answers 204 with nothing, and the task is gone from everywhere', async () => {
  const { id } = await create({ title: 'Go' });
  const answer = await send('DELETE', `${tasksPath}/${id}`);
  expect(answer).toMatchObject({ status: 204, text: '' });
  expect(answer.headers).not.toHaveProperty('content-type');
  expect((await send('DELETE', `${tasksPath}/${id}`)).status).toBe(404);
  expect((await send('GET', `${tasksPath}/${id}`)).status).toBe(404);
  const { json } = await send('GET', tasksPath);
  expect((json as Task[]).map((task) => task.id)).not.toContain(id);
});

test('every id that leads to no task of the user gives one and the same 404', async () => {
  const eve = await addPerson(server);
  const deleted = await create({ title: 'Gone' });
  await send('DELETE', `${tasksPath}/${deleted.id}`);
  const foreign = await send('POST', `/api/${eve.id}/tasks`, {
    token: eve.token,
    json: { title: 'Hers' },
  });
  const ids = [
    ...'0 -1 -0 1.5 1.0 abc 007 1e3 +1 %201 0x1 NaN Infinity null __proto__'.split(' '),
    ...'1%00 %EF%BC%91 1,2 %25 1e%2B30'.split(' '),
    2 ** 53,
    2n ** 63n,
    10n ** 30n,
    999_999_999,
    deleted.id,
    (foreign.json as Task).id,
  ];
  const answers = new Set<string>();
  for (const id of ids) {
    for (const [method, tail, message] of [
      ['GET', '', {}],
      ['PUT', '', { json: { title: 'x' } }],
      ['DELETE', '', {}],
      ['PATCH', '/complete', {}],
    ] as const) {
      const { status, headers, json } = await send(method, `${tasksPath}/${id}${tail}`, message);
      const same = { ...(json as object), instance: '' };
      answers.add(JSON.stringify([status, Object.keys(headers), same]));
    }
  }
  expect([...answers]).toHaveLength(1);
  expect([...answers][0]).toContain('"detail":"Task not found"');
  const kept = await send('GET', `${foreign.headers.location}`, { token: eve.token });
  expect(kept.json).toEqual(foreign.json);
});

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}

async function create(json: object): Promise<Task> {
  const answer = await send('POST', tasksPath, { json });
  expect(answer.status).toBe(201);
  return answer.json as Task;
}
