import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { FULL } from '@/testing/full-task';
import { atOnce, somebodyWaits } from '@/testing/races';
import { addOwner, addTask, backdateDeletions, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { restoreTask } from './restore-task';
import { createTask, deleteTask, findTask } from './tasks';

let database: TestDatabase;
let db: Db;
let ada: string;
let task: Task;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
  task = await addTask(db, ada, { ...FULL, priority: 'high' });
});
afterAll(() => database.close());

test.each([0, 29.999])(
  'a task that was deleted %d days ago is as it was, with the next version',
  async (days) => {
    await deleteTask(db, ada, task.id);
    await backdateDeletions(db, ada, days);
    const restored = await restoreTask(db, ada, task.id, 1);
    expect(restored).toEqual({ ...task, version: 3, updated_at: expect.any(String) });
    expect(await findTask(db, ada, task.id)).toEqual(restored);
    expect(await readHoldings(db, ada)).toMatchObject({ revision: 3, taskCount: 1 });
  },
);

test('a task that is not deleted stays as it is', async () => {
  const before = await readHoldings(db, ada);
  expect(await restoreTask(db, ada, task.id, 1)).toEqual(task);
  expect(await readHoldings(db, ada)).toEqual(before);
});

test('past the limit nothing comes back, until there is room', async () => {
  await deleteTask(db, ada, task.id);
  const other = await addTask(db, ada);
  const before = await readHoldings(db, ada);
  expect(await restoreTask(db, ada, task.id, 1)).toBe('full');
  expect(await readHoldings(db, ada)).toEqual(before);
  await deleteTask(db, ada, other.id);
  expect(await restoreTask(db, ada, task.id, 1)).toMatchObject({ id: task.id });
  expect(await createTask(db, ada, { title: 'Tea' }, 1)).toBeUndefined();
});

test('a task of somebody else, an unknown one and one that was deleted over 30 days ago are not there', async () => {
  const eve = await addOwner(db);
  const deleted = await addTask(db, ada);
  await deleteTask(db, ada, deleted.id);
  expect(await restoreTask(db, eve, task.id, 9)).toBeUndefined();
  expect(await restoreTask(db, eve, deleted.id, 9)).toBeUndefined();
  expect(await restoreTask(db, ada, Number.MAX_SAFE_INTEGER, 9)).toBeUndefined();

  await backdateDeletions(db, ada, 30.001);
  const before = await readHoldings(db, ada);
  expect(await restoreTask(db, ada, deleted.id, 9)).toBeUndefined();
  expect(await restoreTask(db, ada, deleted.id, 1)).toBeUndefined();
  expect(await readHoldings(db, ada)).toEqual(before);
});

test('of many restores at once one writes, and all have the same task', async () => {
  await deleteTask(db, ada, task.id);
  const restored = await atOnce(10, () => restoreTask(db, ada, task.id, 9));
  expect(restored).toEqual(Array(10).fill(await findTask(db, ada, task.id)));
  expect(await readHoldings(db, ada)).toMatchObject({ revision: 3, taskCount: 1 });
});

test('a restore that waited for the delete brings the task back', async () => {
  const { restored } = await db.transaction(async (transaction) => {
    await deleteTask(transaction, ada, task.id);
    const waiting = restoreTask(db, ada, task.id, 9);
    await somebodyWaits(database);
    return { restored: waiting };
  });
  expect(await restored).toMatchObject({ id: task.id, version: 3 });
  expect(await readHoldings(db, ada)).toMatchObject({ revision: 3, taskCount: 1 });
});
