import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TaskOperation } from '@/contract/task-bulk';
import { versionOf } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce, somebodyWaits } from '@/testing/races';
import { addOwner, addTask, backdateDeletions, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { writeTasks } from './task-bulk';
import { deleteTask, updateTask } from './tasks';

const create = { op: 'create', title: 'Tea' } as const;

const statements: string[] = [];
let database: TestDatabase;
let db: Db;
let ada: string;
let task: Task;

beforeAll(async () => {
  database = await createTestDatabase({ onStatement: (statement) => statements.push(statement) });
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
  task = await addTask(db, ada);
});
afterAll(() => database.close());

test('tasks that are not there are told by their places, and nothing is written', async () => {
  const theirs = await addTask(db, await addOwner(db));
  const deleted = await addTask(db, ada);
  await deleteTask(db, ada, deleted.id);
  const before = [await readHoldings(db, ada), await readHoldings(db, theirs.user_id)];
  const operations: TaskOperation[] = [
    create,
    { op: 'delete', id: theirs.id },
    { op: 'update', id: task.id, title: 'Rum' },
    { op: 'complete', id: deleted.id },
    { op: 'update', id: Number.MAX_SAFE_INTEGER, title: 'Gin' },
  ];
  expect(await writeTasks(db, ada, operations, 9)).toEqual({ missing: [1, 3, 4] });
  expect([await readHoldings(db, ada), await readHoldings(db, theirs.user_id)]).toEqual(before);
});

test('past the limit nothing is written; what a bulk deletes makes room in it', async () => {
  const before = await readHoldings(db, ada);
  expect(await writeTasks(db, ada, [create, create], 2)).toBe('full');
  expect(await readHoldings(db, ada)).toEqual(before);
  const operations: TaskOperation[] = [create, create, { op: 'delete', id: task.id }];
  expect(await writeTasks(db, ada, operations, 2)).toHaveLength(3);
  expect(await readHoldings(db, ada)).toMatchObject({ revision: 4, taskCount: 2 });
});

test('what a bulk brings back counts, and what is not deleted neither counts nor changes', async () => {
  const other = await addTask(db, ada);
  await deleteTask(db, ada, task.id);
  const before = await readHoldings(db, ada);
  const restores: TaskOperation[] = [
    { op: 'restore', id: other.id },
    { op: 'restore', id: task.id },
  ];
  expect(await writeTasks(db, ada, restores, 1)).toBe('full');
  expect(await readHoldings(db, ada)).toEqual(before);

  const idle = [{ type: 'upsert', task: other }];
  expect(await writeTasks(db, ada, restores.slice(0, 1), 1)).toEqual(idle);
  expect(await readHoldings(db, ada)).toEqual(before);

  const back = { ...task, version: 4, updated_at: expect.any(String) };
  const written = await writeTasks(db, ada, [...restores, create], 3);
  expect(written).toMatchObject([...idle, { task: back }, { task: { version: 5 } }]);
  expect(await readHoldings(db, ada)).toMatchObject({ revision: 5, taskCount: 3 });
});

test('a bulk brings back nothing that was deleted over 30 days ago, nor anything of somebody else', async () => {
  const deleted = await addTask(db, ada);
  await deleteTask(db, ada, deleted.id);
  const restore: TaskOperation = { op: 'restore', id: deleted.id };
  expect(await writeTasks(db, await addOwner(db), [restore], 9)).toEqual({ missing: [0] });
  await backdateDeletions(db, ada, 30.001);
  expect(await writeTasks(db, ada, [create, restore], 9)).toEqual({ missing: [1] });
  await backdateDeletions(db, ada, 29.999);
  expect(await writeTasks(db, ada, [create, restore], 9)).toHaveLength(2);
});

test('who holds more than the limit may still change and delete', async () => {
  await addTask(db, ada);
  const operations: TaskOperation[] = [create, { op: 'delete', id: task.id }];
  expect(await writeTasks(db, ada, operations, 1)).toHaveLength(2);
});

test('what fails in the middle leaves nothing', async () => {
  const before = await readHoldings(db, ada);
  const operations: TaskOperation[] = [create, { op: 'update', id: task.id, due_date: 'never' }];
  await expect(writeTasks(db, ada, operations, 9)).rejects.toMatchObject({ code: '22007' });
  expect(await readHoldings(db, ada)).toEqual(before);
});

test('no operations change nothing, even for who never had a task', async () => {
  const eve = await addOwner(db);
  expect(await writeTasks(db, eve, [], 9)).toEqual([]);
  expect(await readHoldings(db, eve)).toEqual({ rows: [], revision: 0, taskCount: 0 });
});

test.each([4, 100])('%d operations take one statement', async (count) => {
  const tasks = await atOnce(count * 0.75, () => addTask(db, ada));
  const operations = Array.from({ length: count }, (_, index): TaskOperation => {
    const { id } = tasks[index - count / 4] ?? task;
    if (index < count / 4) return create;
    if (index % 3 === 0) return { op: 'update', id, title: 'Rum' };
    return index % 3 === 1 ? { op: 'complete', id } : { op: 'delete', id };
  });
  statements.length = 0;
  expect(await writeTasks(db, ada, operations, 1_000)).toHaveLength(count);
  expect(statements).toHaveLength(1);
});

test('bulks of one user at once take versions that do not mix, and see what the one before did', async () => {
  const other = await addTask(db, ada);
  const operations: TaskOperation[] = [
    create,
    { op: 'complete', id: other.id },
    { op: 'delete', id: task.id },
  ];
  const written = await atOnce(6, () => writeTasks(db, ada, operations, 9));
  const refused = written.filter((each) => !Array.isArray(each));
  expect(refused).toEqual([1, 2, 3, 4, 5].map(() => ({ missing: [2] })));

  const flips = await atOnce(6, () =>
    writeTasks(db, ada, [create, { op: 'complete', id: other.id }], 99),
  );
  const pairs = flips.flatMap((each) => (Array.isArray(each) ? [each.map(versionOf)] : []));
  expect(pairs.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
    [6, 8, 10, 12, 14, 16].map((version) => [version, version + 1]),
  );
  expect(await readHoldings(db, ada)).toMatchObject({ revision: 17, taskCount: 8 });
});

test('a bulk waits for a writer of the same user, and not for one of another', async () => {
  const eve = await addOwner(db);
  const { waiting } = await db.transaction(async (transaction) => {
    await updateTask(transaction, ada, task.id, { title: 'Rum' });
    expect(await writeTasks(db, eve, [create], 9)).toHaveLength(1);
    const result = writeTasks(db, ada, [create], 9);
    await somebodyWaits(database);
    return { waiting: result };
  });
  expect(await waiting).toMatchObject([{ task: { version: 3 } }]);
});
