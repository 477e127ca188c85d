import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTandem, isTandemError, signIn, signUp } from '@tandem/sdk';
import { getTask, listTasks } from '@tandem/sdk/operations';
import { aStranger, type Service, startService } from './service';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.close());

test('somebody signs up, works with tasks, and signs out', async () => {
  const tandem = await signUp({ baseUrl: service.baseUrl, ...aStranger() });
  const { tasks } = tandem;
  const milk = await tasks.create({ title: 'Buy milk', tags: ['home'] });
  expect(milk).toMatchObject({ title: 'Buy milk', user_id: await tandem.userId() });
  expect(await tasks.get(milk.id)).toEqual(milk);
  const updated = await tasks.update(milk.id, { priority: 'high' }, { ifVersion: milk.version });
  expect(await tasks.toggle(milk.id)).toMatchObject({ ...updated, completed: true, ...changed() });
  await tasks.delete(milk.id);
  for await (const deleted of tasks.deleted()) expect(deleted.id).toBe(milk.id);
  expect(await tasks.restore(milk.id)).toMatchObject({ title: 'Buy milk', priority: 'high' });
  const changes = await tasks.bulk([
    { op: 'create', title: 'Bake bread' },
    { op: 'complete', id: milk.id, completed: false },
  ]);
  expect(changes).toMatchObject([{ task: { title: 'Bake bread' } }, { task: { id: milk.id } }]);
  expect(await tasks.all({ search: 'BREAD' })).toMatchObject([{ title: 'Bake bread' }]);
  await tandem.signOut();
  await expect(tasks.all()).rejects.toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
});

test('somebody minds sessions, changes the password and deletes the account', async () => {
  const stranger = aStranger();
  const here = await signUp({ baseUrl: service.baseUrl, ...stranger });
  await signIn({ baseUrl: service.baseUrl, ...stranger });
  const [current, other] = await here.sessions.list();
  expect([current?.current, other?.current]).toEqual([true, false]);
  await here.sessions.end(other?.id ?? '');
  await here.sessions.endOthers();
  expect(await here.sessions.list()).toHaveLength(1);
  const password = `${stranger.password}s`;
  await here.account.changePassword({
    current_password: stranger.password,
    new_password: password,
  });
  await here.account.delete(password);
  const again = signIn({ baseUrl: service.baseUrl, ...stranger, password });
  await expect(again).rejects.toSatisfy(isTandemError);
  await expect(again).rejects.toMatchObject({ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' });
});

test('every operation of the document is a function, with the token and the retries', async () => {
  const { id, token } = await service.signUp();
  const { client, tasks } = createTandem({ baseUrl: service.baseUrl, token });
  const task = await tasks.create({ title: 'Buy milk' });
  const path = { user_id: id };
  const headers = { 'If-None-Match': `"${task.version}"` };
  const known = await getTask({ client, path: { ...path, id: task.id }, headers });
  expect(known.response.status).toBe(304);
  const { data } = await listTasks({ client, path, query: { status: 'pending' } });
  expect(data).toEqual([task]);
});

function changed() {
  return { version: expect.any(Number), updated_at: expect.any(String) };
}
