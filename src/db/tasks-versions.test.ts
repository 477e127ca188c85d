import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce, somebodyWaits } from '@/testing/races';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { deleteTask, toggleTask, updateTask } from './tasks';

type Write = (db: Db, task: Task, versions?: number[]) => Promise<Task | undefined>;

const writes: [string, Write][] = [
  ['updateTask', (db, task, of) => updateTask(db, task.user_id, task.id, { title: 'Tea' }, of)],
  ['toggleTask', (db, task, of) => toggleTask(db, task.user_id, task.id, undefined, of)],
  ['toggleTask to a value', (db, task, of) => toggleTask(db, task.user_id, task.id, true, of)],
  ['deleteTask', (db, task, of) => deleteTask(db, task.user_id, task.id, of)],
];

let database: TestDatabase;
let db: Db;
let task: Task;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
beforeEach(async () => {
  const ada = await addOwner(db);
  await addTask(db, ada);
  task = await addTask(db, ada);
  await addTask(db, ada);
});
afterAll(() => database.close());

describe.each(writes)('%s', (_name, write) => {
  test.each([[[2]], [[1, 2, 99]], [undefined]])(
    'writes to a task of one of the versions %j',
    async (versions) => {
      expect(await write(db, task, versions)).toMatchObject({ id: task.id, version: 4 });
    },
  );

  test.each([[[]], [[1]], [[3]], [[1, 3, 2 ** 53 - 1]]])(
    'writes nothing to one of none of the versions %j',
    async (versions) => {
      const before = await readHoldings(db, task.user_id);
      expect(await write(db, task, versions)).toBeUndefined();
      expect(await readHoldings(db, task.user_id)).toEqual(before);
    },
  );

  test('of many writers who know the same version, one succeeds', async () => {
    const written = await atOnce(10, () => write(db, task, [2]));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await readHoldings(db, task.user_id)).toMatchObject({ revision: 4 });
  });

  test('a writer who waited for another with the same version writes nothing', async () => {
    const { waiting, after } = await db.transaction(async (transaction) => {
      await updateTask(transaction, task.user_id, task.id, { title: 'Rum' }, [2]);
      const result = write(db, task, [2]);
      await somebodyWaits(database);
      return { waiting: result, after: await readHoldings(transaction, task.user_id) };
    });
    expect(await waiting).toBeUndefined();
    expect(await readHoldings(db, task.user_id)).toEqual(after);
  });
});
