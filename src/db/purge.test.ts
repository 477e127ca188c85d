import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { somebodyWaits } from '@/testing/races';
import { addOwner, addTask, backdateDeletions, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { purgeIdempotencyKeys, purgeTasks } from './purge';
import { idempotencyKeys } from './schema/idempotency';
import { restoreTask } from './restore-task';
import { deleteTask, updateTask } from './tasks';
import { writeTasksOnce } from './write-once';

let database: TestDatabase;
let db: Db;
let ada: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
});
afterAll(() => database.close());

test('tasks that were deleted more than 30 days ago are forgotten, batch after batch', async () => {
  const kept = await addTask(db, ada);
  for (let count = 0; count < 5; count += 1) await addDeleted(ada, 30.001);
  const before = await readHoldings(db, ada);
  expect(await purgeTasks(db, { batch: 2 })).toBe(5);
  const { rows, ...counters } = await readHoldings(db, ada);
  expect(rows.map(({ id }) => id)).toEqual([kept.id]);
  expect(counters).toEqual({ revision: before.revision, taskCount: 1 });
});

test('tasks that were deleted less than 30 days ago stay, and so do old ones that are not deleted', async () => {
  await addTask(db, ada);
  await addDeleted(ada, 29.999);
  await database.sql`
    update tasks set created_at = '2001-01-01', updated_at = '2001-01-01' where user_id = ${ada}`;
  const before = await readHoldings(db, ada);
  expect(await purgeTasks(db)).toBe(0);
  expect(await readHoldings(db, ada)).toEqual(before);
});

test('the purge waits for a user who is writing, and nobody else waits for the purge', async () => {
  const eve = await addOwner(db);
  await addDeleted(ada, 32);
  await addDeleted(eve, 31);
  const [hers, theirs] = [await addTask(db, ada), await addTask(db, eve)];
  const purging = await db.transaction(async (transaction) => {
    await updateTask(transaction, ada, hers.id, { title: 'Tea' });
    const result = purgeTasks(db);
    await somebodyWaits(database);
    expect(await updateTask(db, eve, theirs.id, { title: 'Tea' })).toBeDefined();
    return { result };
  });
  expect(await purging.result).toBe(2);
  expect((await readHoldings(db, ada)).rows).toHaveLength(1);
  expect((await readHoldings(db, eve)).rows).toHaveLength(1);
});

test('a forgotten task cannot be restored', async () => {
  const id = await addDeleted(ada, 31);
  await purgeTasks(db);
  expect(await restoreTask(db, ada, id, 9)).toBeUndefined();
});

test('answers that are older than 24 hours are forgotten, batch after batch, and younger ones stay', async () => {
  for (const key of ['old 1', 'old 2', 'old 3', 'young']) {
    await writeTasksOnce(db, { userId: ada, key, fingerprint: '' }, [], 9);
  }
  await database.sql`
    update idempotency_keys set created_at = now() - case
      when key = 'young' then interval '23 hours 59 minutes' else interval '24 hours 1 minute' end
    where user_id = ${ada}`;
  expect(await purgeIdempotencyKeys(db, { batch: 2 })).toBe(3);
  expect(await db.select({ key: idempotencyKeys.key }).from(idempotencyKeys)).toEqual([
    { key: 'young' },
  ]);
});

/** The id of a task that was deleted this many days ago. */
async function addDeleted(userId: string, days: number): Promise<number> {
  const { id } = await addTask(db, userId);
  await deleteTask(db, userId, id);
  await backdateDeletions(db, userId, days);
  return id;
}
