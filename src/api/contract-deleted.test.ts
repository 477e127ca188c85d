import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeletedPage } from '@/contract/deleted-tasks';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { FULL, INSTANT } from '@/testing/full-task';
import { type Answer, createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';
import { backdateDeletions } from '@/testing/task-owners';

let server: TestServer;
let ada: Person;
let tasksPath: string;

beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
});
afterAll(() => server.close());

test('what was deleted is told as it was, the last deleted first, until it is brought back', async () => {
  const [first, second] = [await create(), await create()];
  await create();
  await send('DELETE', `/${second.id}`);
  await send('DELETE', `/${first.id}`);
  const answer = await send('GET', '/deleted');
  expect([answer.status, answer.json]).toEqual([
    200,
    { tasks: [told(first, 5), told(second, 4)], cursor: null },
  ]);
  expect(answer.headers).not.toHaveProperty('link');

  await send('POST', `/${first.id}/restore`);
  expect(idsOf(await send('GET', '/deleted'))).toEqual([second.id]);
});

test('pages follow the Link or the cursor, a hundred at a time unless asked otherwise', async () => {
  await createDeleted(103);
  const all = idsOf(await send('GET', '/deleted?limit=500'));
  const first = await send('GET', '/deleted');
  const { cursor } = first.json as DeletedPage;
  const link = /^<http:\/\/localhost:3000\/api\/[^/]+\/tasks(\/deleted\?[!-~]+)>; rel="next"$/;
  const next = link.exec(`${first.headers['link']}`)?.[1] ?? '';
  expect(next).toBe(`/deleted?limit=100&cursor=${cursor}`);
  const second = await send('GET', next);
  expect([idsOf(first).length, [...idsOf(first), ...idsOf(second)]]).toEqual([100, all]);
  expect(second).toMatchObject({ json: { cursor: null } });
  expect(second.headers).not.toHaveProperty('link');
});

test('an answer that is known is a 304, until something is written or is over', async () => {
  await createDeleted(3);
  const { headers } = await send('GET', '/deleted?limit=2');
  const known: Message = { headers: { 'if-none-match': `${headers['etag']}` } };
  const again = await send('GET', '/deleted?limit=2', known);
  expect(again).toMatchObject({ status: 304, text: '', headers: { etag: headers['etag'] } });
  expect((await send('GET', '/deleted?limit=3', known)).status).toBe(200);
  expect((await send('GET', '', known)).status).toBe(200);
  await backdateDeletions(server.services.db, ada.id, 31);
  expect((await send('GET', '/deleted?limit=2', known)).status).toBe(200);
});

test.each([
  ['limit=0', '#/limit'],
  ['limit=501', '#/limit'],
  ['limit=1.5', '#/limit'],
  ['cursor=x', '#/cursor'],
  ['cursor=', '#/cursor'],
  [`cursor=${'x'.repeat(201)}`, '#/cursor'],
])('?%s is a 422 that points at it', async (query, pointer) => {
  expect(await send('GET', `/deleted?${query}`)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer }] },
  });
});

test('a cursor of somebody else is none', async () => {
  await createDeleted(2);
  const { cursor } = (await send('GET', '/deleted?limit=1')).json as DeletedPage;
  ada = await addPerson(server);
  tasksPath = `/api/${ada.id}/tasks`;
  expect((await send('GET', `/deleted?cursor=${cursor}`)).status).toBe(422);
});

test('without a token it is a 401, of another user a 403', async () => {
  const { token } = await addPerson(server);
  expect((await send('GET', '/deleted', { token: '' })).status).toBe(401);
  expect((await send('GET', '/deleted', { token })).status).toBe(403);
});

function told(task: Task, version: number): object {
  const instant = expect.stringMatching(INSTANT);
  return { ...task, version, updated_at: instant, deleted_at: instant };
}

async function createDeleted(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 100) {
    const made = Array.from({ length: Math.min(left, 100) }, () => ({ op: 'create', title: 'x' }));
    const { json } = await send('POST', '/bulk', { json: { operations: made } });
    const { changes } = json as { changes: { task: Task }[] };
    const operations = changes.map(({ task: { id } }) => ({ op: 'delete', id }));
    await send('POST', '/bulk', { json: { operations } });
  }
}

async function create(): Promise<Task> {
  return (await send('POST', '', { json: FULL })).json as Task;
}

function idsOf({ json }: Answer): number[] {
  return (json as DeletedPage).tasks.map(({ id }) => id);
}

function send(method: string, path: string, message: Message = {}): Promise<Answer> {
  return server.send(method, `${tasksPath}${path}`, { token: ada.token, ...message });
}
