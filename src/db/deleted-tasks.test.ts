import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeletedTask } from '@/contract/deleted-tasks';
import type { Task } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { FULL, INSTANT } from '@/testing/full-task';
import { addOwner, addTask, backdateDeletions } from '@/testing/task-owners';
import type { Db } from './client';
import { listDeleted } from './deleted-tasks';
import { restoreTask } from './restore-task';
import { deleteTask } from './tasks';

const statements: string[] = [];
let database: TestDatabase;
let db: Db;
let ada: string;

beforeAll(async () => {
  database = await createTestDatabase({ onStatement: (statement) => statements.push(statement) });
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
});
afterAll(() => database.close());

test('a deleted task is there as it was, with when it was deleted and the version of that', async () => {
  const task = await addTask(db, ada, { ...FULL, priority: 'high' });
  expect(await listDeleted(db, ada, { limit: 9 })).toEqual({
    tasks: [],
    cursor: null,
    revision: 1,
  });
  const deleted = await deleteTask(db, ada, task.id);
  const page = await listDeleted(db, ada, { limit: 9 });
  const deleted_at = expect.stringMatching(INSTANT);
  expect(page).toEqual({ tasks: [{ ...deleted, deleted_at }], cursor: null, revision: 2 });
  expect(page?.tasks[0]).toMatchObject({ ...FULL, version: 2 });
});

test('who never had a task has nothing to bring back', async () => {
  expect(await listDeleted(db, ada, { limit: 9 })).toEqual({
    tasks: [],
    cursor: null,
    revision: 0,
  });
});

test('it is there for 30 days, or until it is brought back, and for nobody else', async () => {
  const [first, second] = [await addTask(db, ada), await addTask(db, ada)];
  await remove(first, second);
  expect(await idsOf(await addOwner(db))).toEqual([]);
  await backdateDeletions(db, ada, 29.999);
  expect((await idsOf(ada)).toSorted()).toEqual([first.id, second.id]);
  await restoreTask(db, ada, first.id, 9);
  expect(await idsOf(ada)).toEqual([second.id]);
  await backdateDeletions(db, ada, 30.001);
  expect(await idsOf(ada)).toEqual([]);
});

test('pages begin with the last deleted, also of what was deleted at one instant', async () => {
  const tasks: Task[] = [];
  while (tasks.length < 7) tasks.push(await addTask(db, ada));
  await remove(...tasks.slice(0, 4));
  await backdateDeletions(db, ada, 1);
  const later = tasks.slice(4).toReversed();
  await remove(...later);
  const expected = [...later.toReversed(), ...tasks.slice(0, 4).toReversed()].map(({ id }) => id);
  for (const limit of [1, 2, 3, 7, 8]) expect(await walk(limit)).toEqual(expected);
});

test('nothing is skipped or repeated while tasks are deleted and brought back', async () => {
  const tasks: Task[] = [];
  while (tasks.length < 9) tasks.push(await addTask(db, ada));
  await remove(...tasks.slice(0, 8));
  const seen = await walk(2, async (page, turn) => {
    if (turn === 1) await remove(tasks[8]!);
    const back = [page.at(-1), tasks[0]][turn];
    if (back) await restoreTask(db, ada, back.id, 99);
  });
  expect(seen).toEqual(
    tasks
      .slice(1, 8)
      .toReversed()
      .map(({ id }) => id),
  );
});

test.each([
  ['of somebody else', (other: string) => other],
  ['with more in it', (_: string, own: string) => forge(own, (parts) => [...parts, 1])],
  [
    'with a time that is none',
    (_: string, own: string) => forge(own, ([to, , id]) => [to, 'now', id]),
  ],
  [
    'of a year that PostgreSQL has not',
    (_: string, own: string) =>
      forge(own, ([to, at, id]) => [to, `0000${String(at).slice(4)}`, id]),
  ],
  ['with an id that is none', (_: string, own: string) => forge(own, ([to, at]) => [to, at, 0])],
  ['that is empty', () => ''],
  ['that is none', () => 'x'],
])('a cursor %s is refused', async (_name, make) => {
  const [own, other] = [await cursorOf(ada), await cursorOf(await addOwner(db))];
  expect(await listDeleted(db, ada, { limit: 1, cursor: own })).toBeDefined();
  expect(await listDeleted(db, ada, { limit: 1, cursor: make(other, own) })).toBeUndefined();
});

test.each([0, 3])('a page of %d sends one statement', async (count) => {
  for (let made = 0; made < count; made += 1) await remove(await addTask(db, ada));
  statements.length = 0;
  await listDeleted(db, ada, { limit: 2 });
  expect(statements).toHaveLength(1);
});

async function remove(...tasks: Task[]): Promise<void> {
  for (const { id } of tasks) await deleteTask(db, ada, id);
}

async function idsOf(userId: string): Promise<number[]> {
  return (await listDeleted(db, userId, { limit: 99 }))?.tasks.map(({ id }) => id) ?? [];
}

async function cursorOf(userId: string): Promise<string> {
  for (let made = 0; made < 2; made += 1) {
    const { id } = await addTask(db, userId);
    await deleteTask(db, userId, id);
  }
  return (await listDeleted(db, userId, { limit: 1 }))?.cursor ?? '';
}

function forge(cursor: string, change: (parts: unknown[]) => unknown[]): string {
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
  return Buffer.from(JSON.stringify(change(parts))).toString('base64url');
}

/** The ids on all pages; `turn` is what happens behind each. */
async function walk(
  limit: number,
  turn: (page: DeletedTask[], index: number) => Promise<void> = async () => undefined,
): Promise<number[]> {
  const seen: number[] = [];
  let cursor: string | undefined;
  for (let index = 0; ; index += 1) {
    const page = await listDeleted(db, ada, { limit, ...(cursor !== undefined && { cursor }) });
    seen.push(...(page?.tasks.map(({ id }) => id) ?? []));
    if (!page?.cursor) return seen;
    await turn(page.tasks, index);
    cursor = page.cursor;
  }
}
