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

test.each<Partial<Task>>([
  { title: 'Buy bread' },
  { description: 'Brown' },
  { description: null },
  { completed: false },
  { due_date: '2027-01-01' },
  { due_date: null },
  { priority: 'none' },
  { tags: [] },
  { title: 'Both', completed: false },
])('update with %j changes that and nothing else', async (changes) => {
  const before = await create(FULL);
  const { status, json } = await send('PUT', `${tasksPath}/${before.id}`, { json: changes });
  const after = json as Task;
  expect(status).toBe(200);
  expect(after).toEqual({
    ...before,
    ...changes,
    updated_at: expect.stringMatching(INSTANT),
    version: expect.any(Number),
  });
  expect(after.updated_at > before.updated_at).toBe(true);
  expect(after.version).toBeGreaterThan(before.version);
  expect((await send('GET', `${tasksPath}/${before.id}`)).json).toEqual(after);
});

test.each([{}, { nonsense: 1 }, { id: 1, user_id: 'x', version: 2, created_at: null }])(
  'update with no field that it knows is a 422: %j',
  async (json) => {
    const task = await create(FULL);
    const answer = await send('PUT', `${tasksPath}/${task.id}`, { json });
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '#' }] } });
    expect((await send('GET', `${tasksPath}/${task.id}`)).json).toEqual(task);
  },
);

test('update ignores the owner, id and version in a body', async () => {
  const task = await create(FULL);
  const json = { title: 'New', id: 0, user_id: 'somebody else', version: 1, nonsense: [] };
  const answer = await send('PUT', `${tasksPath}/${task.id}`, { json });
  expect(answer).toMatchObject({
    status: 200,
    json: { title: 'New', id: task.id, user_id: ada.id },
  });
});

test.each<[string, Message]>([
  ['no body', {}],
  ['an empty body', { bytes: '' }],
  ['an empty body and a content type', { text: '' }],
  ['an empty body of another type', { bytes: '', headers: { 'content-type': 'text/plain' } }],
  ['an empty object', { json: {} }],
  ['an object with unknown fields', { json: { title: 'x', id: 3 } }],
])('toggle with %s flips', async (_, message) => {
  const { id } = await create({ title: 'Flip' });
  const first = await send('PATCH', `${tasksPath}/${id}/complete`, message);
  const second = await send('PATCH', `${tasksPath}/${id}/complete`, message);
  expect(first).toMatchObject({ status: 200, json: { id, completed: true } });
  expect(second).toMatchObject({ status: 200, json: { id, completed: false } });
});

test.each([true, false])('toggle to %s is safe to repeat', async (completed) => {
  const { id } = await create({ title: 'Set' });
  for (const json of [{ completed }, { completed }]) {
    const answer = await send('PATCH', `${tasksPath}/${id}/complete`, { json });
    expect(answer).toMatchObject({ status: 200, json: { completed } });
  }
});

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}

async function create(json: object): Promise<Task> {
  const answer = await send('POST', tasksPath, { json });
  expect(answer.status).toBe(201);
  return answer.json as Task;
}
