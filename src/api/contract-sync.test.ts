import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChangePage } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { encodePosition } from '@/db/change-cursor';
import { purgeTasks } from '@/db/purge';
import { tasks } from '@/db/schema/tasks';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

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

test('the first changes are all tasks that there are, in the order of their versions', async () => {
  const first = await create();
  const second = await create();
  await remove(await create());
  const changed = await update(first);
  const page = await changes('');
  expect(page).toEqual({
    changes: [
      { type: 'upsert', task: second },
      { type: 'upsert', task: changed },
    ],
    cursor: expect.stringMatching(/^[\w-]+$/),
    has_more: false,
  });
  expect(await changes('?since=')).toEqual(page);
});

test('who has no task has no changes, and a cursor to go on from', async () => {
  const { changes: none, cursor, has_more: hasMore } = await changes('');
  expect([none, hasMore]).toEqual([[], false]);
  const task = await create();
  expect((await changes(`?since=${cursor}`)).changes).toEqual([{ type: 'upsert', task }]);
});

test('behind a cursor come the changes since: each task once, as it is now, and what was deleted', async () => {
  const kept = await create();
  const gone = await create();
  const { cursor } = await changes('');
  await update(gone);
  await update(kept);
  const added = await create();
  await remove(gone);
  const last = await update(kept);
  const page = await changes(`?since=${cursor}`);
  expect(page).toMatchObject({
    changes: [
      { type: 'upsert', task: added },
      { type: 'delete', id: gone.id, version: last.version - 1 },
      { type: 'upsert', task: last },
    ],
    has_more: false,
  });
  expect(await changes(`?since=${page.cursor}`)).toEqual({ ...page, changes: [] });
});

test('in pages of any size come the same changes', async () => {
  const made = [];
  for (let count = 0; count < 5; count += 1) made.push(await create());
  await remove(await create());
  const { cursor } = await changes('');
  for (const task of made) await (task.id % 2 ? remove(task) : update(task));
  for (const since of ['', cursor]) {
    const whole = await changes(`?since=${since}`);
    for (const limit of [1, 2, 3, 5, 6, 500]) {
      const pages = await walk(since, limit);
      expect(pages.flatMap((page) => page.changes)).toEqual(whole.changes);
      expect(pages.at(-1)?.cursor).toBe(whole.cursor);
      for (const page of pages.slice(0, -1)) expect(page.changes).toHaveLength(limit);
    }
  }
});

test('what is deleted between the pages of the first changes does not stay with who reads them', async () => {
  const made = [await create(), await create(), await create(), await create()] as const;
  const known = new Set<number>();
  const remember = (page: ChangePage) => {
    for (const change of page.changes) {
      if (change.type === 'upsert') known.add(change.task.id);
      else known.delete(change.id);
    }
  };
  const first = await changes('?limit=2');
  await remove(made[0]);
  await remove(made[3]);
  for (const page of [first, ...(await walk(first.cursor, 1))]) remember(page);
  expect([...known]).toEqual([made[1].id, made[2].id]);
});

test.each(['limit=0', 'limit=501', 'limit=1.5', 'limit=x', 'limit=', 'limit=1&limit=2'])(
  'changes with ?%s are a 422',
  async (query) => {
    const answer = await send('GET', `${tasksPath}/changes?${query}`);
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '#/limit' }] } });
  },
);

test.each(['changes', 'events'])('a cursor of %s that leads nowhere is a 410', async (name) => {
  const eve = await addPerson(server);
  const { version } = await create();
  const position = { version, began: 0 };
  const future = { version: version + 1, began: 0 };
  const cursors = [
    'x',
    '~',
    'WyJ4IiwxLDBd',
    Buffer.from('[]').toString('base64url'),
    encodePosition(eve.id, position),
    encodePosition(ada.id, future),
  ];
  for (const since of cursors) {
    const answer = await send('GET', `${tasksPath}/${name}?since=${since}`);
    expect([since, answer]).toMatchObject([
      since,
      {
        status: 410,
        headers: { 'content-type': 'application/problem+json' },
        json: {
          type: 'http://localhost:3000/problems/gone',
          title: 'Cursor gone',
          code: 'GONE',
          detail: 'The cursor is unknown or too old: read all tasks anew, without it',
        },
      },
    ]);
  }
  expect((await changes(`?since=${encodePosition(ada.id, position)}`)).changes).toEqual([]);
});

test('a cursor older than the deletions that are kept is a 410, a newer one is good', async () => {
  const task = await create();
  const before = await changes('');
  await remove(task);
  const after = await changes('');
  await expire(task);
  await purgeTasks(server.services.db);
  const old = await send('GET', `${tasksPath}/changes?since=${before.cursor}`);
  expect(old).toMatchObject({ status: 410, json: { code: 'GONE' } });
  expect(await changes(`?since=${after.cursor}`)).toMatchObject({ changes: [], has_more: false });
  expect(await changes('')).toMatchObject({ changes: [], has_more: false });
});

test('HEAD says what the stream of events would be', async () => {
  const { status, headers } = await send('HEAD', `${tasksPath}/events`);
  expect([status, headers]).toMatchObject([200, { 'content-type': 'text/event-stream' }]);
});

async function walk(since: string, limit: number): Promise<ChangePage[]> {
  const page = await changes(`?since=${since}&limit=${limit}`);
  return page.has_more ? [page, ...(await walk(page.cursor, limit))] : [page];
}

async function changes(query: string): Promise<ChangePage> {
  const { status, json } = await send('GET', `${tasksPath}/changes${query}`);
  expect(status).toBe(200);
  return json as ChangePage;
}

/** As if it had been deleted long ago. */
async function expire({ id }: Task): Promise<void> {
  const deletedAt = sql`now() - interval '31 days'`;
  const isTask = and(eq(tasks.userId, ada.id), eq(tasks.id, id));
  await server.services.db.update(tasks).set({ deletedAt }).where(isTask);
}

async function create(): Promise<Task> {
  return (await send('POST', tasksPath, { json: { title: 'New' } })).json as Task;
}

async function update({ id }: Task): Promise<Task> {
  return (await send('PUT', `${tasksPath}/${id}`, { json: { title: 'Changed' } })).json as Task;
}

function remove({ id }: Task) {
  return send('DELETE', `${tasksPath}/${id}`);
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
