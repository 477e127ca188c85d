import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '@/testing/app';
import { bearer, callRpcBatch, clients } from '@/testing/clients';
import { takeEvents } from '@/testing/events';
import { addPerson, mintToken } from '@/testing/people';
import { VERSION } from '@/version';
import { createContext } from './context';
import { createHandler } from './handler';
import { createCaller } from './router';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const NO_TASK = { code: 'NOT_FOUND', message: 'Task not found' };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ MAX_TASKS_PER_USER: '3' });
});
afterAll(() => app.close());

test('create answers with the whole task, filled in', async () => {
  const { tasks, user_id } = await somebody();
  expect(await tasks.create({ user_id, title: ' Buy milk ' })).toEqual({
    id: expect.any(Number),
    user_id,
    title: 'Buy milk',
    description: null,
    completed: false,
    due_date: null,
    priority: 'none',
    tags: [],
    created_at: expect.stringMatching(INSTANT),
    updated_at: expect.stringMatching(INSTANT),
    version: 1,
  });
});

test('create past the limit is a conflict, until one is deleted', async () => {
  const { tasks, user_id } = await somebody();
  const { id } = await tasks.create({ user_id, title: 'one' });
  await tasks.create({ user_id, title: 'two' });
  await tasks.create({ user_id, title: 'three' });
  await expect(tasks.create({ user_id, title: 'four' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('the limit of 3 tasks'),
  });
  await tasks.delete({ user_id, id });
  expect(await tasks.create({ user_id, title: 'four' })).toMatchObject({ title: 'four' });
});

test('list gives the newest first, or as it is asked', async () => {
  const { tasks, user_id } = await somebody();
  await tasks.create({ user_id, title: 'b' });
  await tasks.create({ user_id, title: 'c', completed: true });
  await tasks.create({ user_id, title: 'a' });
  expect((await tasks.list({ user_id })).map(({ title }) => title)).toEqual(['a', 'c', 'b']);
  const pending = await tasks.list({ user_id, status: 'pending', sort: 'title', order: 'desc' });
  expect(pending.map(({ title }) => title)).toEqual(['b', 'a']);
});

test('get, update and toggle give the task as it is then', async () => {
  const { tasks, user_id } = await somebody();
  const task = await tasks.create({ user_id, title: 'Buy milk', description: 'Oat' });
  const target = { user_id, id: task.id };
  expect(await tasks.get(target)).toEqual(task);

  const updated = await tasks.update({ ...target, title: 'Buy bread' });
  const changes = { title: 'Buy bread', version: 2, updated_at: updated.updated_at };
  expect(updated).toEqual({ ...task, ...changes });
  expect(updated.updated_at > task.updated_at).toBe(true);

  expect(await tasks.toggle(target)).toMatchObject({ completed: true, version: 3 });
  expect(await tasks.toggle(target)).toMatchObject({ completed: false, version: 4 });
  expect(await tasks.toggle({ ...target, completed: false })).toMatchObject({ completed: false });
});

test('delete gives nothing, and then there is no such task', async () => {
  const { tasks, user_id } = await somebody();
  const { id } = await tasks.create({ user_id, title: 'Buy milk' });
  expect(await tasks.delete({ user_id, id })).toBeUndefined();
  expect(await tasks.list({ user_id })).toEqual([]);
  await expect(tasks.get({ user_id, id })).rejects.toMatchObject(NO_TASK);
  await expect(tasks.update({ user_id, id, title: 'x' })).rejects.toMatchObject(NO_TASK);
  await expect(tasks.toggle({ user_id, id })).rejects.toMatchObject(NO_TASK);
  await expect(tasks.delete({ user_id, id })).rejects.toMatchObject(NO_TASK);
});

test('restore brings a deleted task back as it was', async () => {
  const { tasks, user_id } = await somebody();
  const task = await tasks.create({ user_id, title: 'Buy milk' });
  const target = { user_id, id: task.id };
  await tasks.delete(target);
  const restored = await tasks.restore(target);
  expect(restored).toEqual({ ...task, version: 3, updated_at: restored.updated_at });
  expect(await tasks.get(target)).toEqual(restored);
});

test('changes and events tell in their order what a bulk did', async () => {
  const { tasks, user_id } = await somebody();
  const { id } = await tasks.create({ user_id, title: 'one' });
  const { cursor } = await tasks.changes({ user_id });
  const events = await tasks.onChange({ user_id });
  const { changes } = await tasks.bulk({
    user_id,
    operations: [
      { op: 'create', title: 'two' },
      { op: 'delete', id },
    ],
  });
  expect(changes).toMatchObject([
    { type: 'upsert', task: { title: 'two', version: 2 } },
    { type: 'delete', id, version: 3 },
  ]);
  expect(await tasks.changes({ user_id, since: cursor })).toMatchObject({ changes });
  expect((await takeEvents(events, 2)).map(({ change }) => change)).toEqual(changes);
});

test.each(Object.entries(clients))(
  'a token that outlived its account is refused, with a challenge: %s',
  async (_, client) => {
    const headers = bearer(await mintToken(app, 'nobody'));
    const input = { user_id: 'nobody', title: 'Boo' };
    const answer = await client(app, { procedure: 'tasks.create', input, headers });
    expect(answer?.problem).toMatchObject({ status: 401, detail: 'Invalid or expired token' });
    expect(answer?.headers.get('www-authenticate')).toBe(
      'Bearer realm="tasks", error="invalid_token", error_description="the token is not valid"',
    );
  },
);

test('the health checks need no token', async () => {
  const { system } = callerWith({});
  expect(await system.live()).toEqual({ status: 'ok' });
  expect(await system.ready()).toEqual({ status: 'ok', version: VERSION });
});

test('a token is verified once for all calls of a request', async () => {
  const { id, token } = await addPerson(app);
  const verified: string[] = [];
  const verify = (given: string) => {
    verified.push(given);
    return app.services.tokens.verify(given);
  };
  const handle = createHandler({ ...app.services, tokens: { verify } });
  const calls = Array.from({ length: 10 }, () => ({
    procedure: 'tasks.list',
    input: { user_id: id },
    headers: bearer(token),
  }));
  const answers = await callRpcBatch({ ...app, handle }, calls);
  expect(answers.map(({ value }) => value)).toEqual(calls.map(() => []));
  expect(verified).toEqual([token]);
});

/** The procedures as somebody new calls them. */
async function somebody() {
  const { id, token } = await addPerson(app);
  return { user_id: id, ...callerWith(bearer(token)) };
}

function callerWith(headers: Record<string, string>) {
  const request = new Request(app.services.env.BETTER_AUTH_URL, { headers });
  const { tasks, system } = createCaller(createContext(app.services, request));
  return { tasks, system };
}
