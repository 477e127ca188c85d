import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce, somebodyWaits } from '@/testing/races';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import { createTask, deleteTask, findTask, toggleTask, updateTask } from './tasks';

let database: TestDatabase;
let ada: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  ada = await addOwner(database.db);
});
afterAll(() => database.close());

test('of many creates at once, exactly as many succeed as there is room for', async () => {
  const made = await atOnce(20, () => createTask(database.db, ada, { title: 'Milk' }, 7));
  expect(made.filter(Boolean)).toHaveLength(7);
  const { rows, revision, taskCount } = await readHoldings(database.db, ada);
  expect({ rows: rows.length, revision, taskCount }).toEqual({
    rows: 7,
    revision: 7,
    taskCount: 7,
  });
});

test('of many deletes of one task at once, one succeeds and one is counted', async () => {
  const task = await addTask(database.db, ada);
  await addTask(database.db, ada);
  const deleted = await atOnce(10, () => deleteTask(database.db, ada, task.id));
  expect(deleted.filter(Boolean)).toHaveLength(1);
  expect(await readHoldings(database.db, ada)).toMatchObject({ revision: 3, taskCount: 1 });
});

test.each([
  ['an update', (id: number) => updateTask(database.db, ada, id, { title: 'Tea' })],
  ['a toggle', (id: number) => toggleTask(database.db, ada, id, true)],
  ['a delete', (id: number) => deleteTask(database.db, ada, id)],
])('%s that waited for a delete finds nothing and changes nothing', async (_name, write) => {
  const task = await addTask(database.db, ada);
  const waiting = await database.db.transaction(async (transaction) => {
    await deleteTask(transaction, ada, task.id);
    const result = write(task.id);
    await somebodyWaits(database);
    return { result, holdings: await readHoldings(transaction, ada) };
  });
  expect(await waiting.result).toBeUndefined();
  expect(await readHoldings(database.db, ada)).toEqual(waiting.holdings);
});

test('an even number of flips at once leaves a task as it was', async () => {
  const task = await addTask(database.db, ada);
  const flipped = await atOnce(20, () => toggleTask(database.db, ada, task.id, undefined));
  expect(flipped.filter((result) => result?.completed)).toHaveLength(10);
  expect(await findTask(database.db, ada, task.id)).toMatchObject({
    completed: false,
    version: 21,
  });
});
