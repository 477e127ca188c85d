import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TaskOperation } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import { atPlaces, operationsOn } from '@/testing/arbitrary-writes';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { FULL } from '@/testing/full-task';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { restoreTask } from './restore-task';
import { writeTasks } from './task-bulk';
import { createTask, deleteTask, findTask, toggleTask, updateTask } from './tasks';

const MAX = 1_000;
const COUNT = 6;
const full = { ...FULL, priority: 'high' as const };

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

test('a bulk does what its operations do one by one, in their order, and tells it', async () => {
  const property = fc.asyncProperty(operationsOn(COUNT, 12), async (operations) => {
    const [together, apart] = [await addWorld(), await addWorld()];
    const { userId, live, deleted } = together;
    const changes = await writeTasks(db, userId, atPlaces(operations, live, deleted), MAX);
    for (const operation of atPlaces(operations, apart.live, apart.deleted)) {
      await write(apart.userId, operation);
    }

    expect(await readWorld(together.userId)).toEqual(await readWorld(apart.userId));
    expect(changes).toEqual(await readChanges(together.userId));
  });
  const limits = { numRuns: 20, interruptAfterTimeLimit: 15_000 };
  await expect(fc.assert(property, limits)).resolves.toBeUndefined();
});

test.each(Object.entries(full))(
  'an update of %s leaves the rest as it was, and its time moves on',
  async (name, value) => {
    const task = await addTask(db, ada);
    const [change] = await writeAll([{ op: 'update', id: task.id, [name]: value }]);
    const changed = { ...task, [name]: value, version: 2, updated_at: expect.any(String) };
    expect(change).toEqual({ type: 'upsert', task: changed });
    const updatedAt = change?.type === 'upsert' ? change.task.updated_at : '';
    expect(updatedAt > task.updated_at).toBe(true);
  },
);

test.each(['description', 'due_date'])('null clears %s and nothing else', async (name) => {
  const { id } = await addTask(db, ada, full);
  const [change] = await writeAll([{ op: 'update', id, [name]: null }]);
  expect(change).toMatchObject({ task: { ...full, [name]: null } });
});

test('a new task has what was given and defaults for the rest', async () => {
  const plain = { description: null, completed: false, due_date: null, priority: 'none', tags: [] };
  const created = await writeAll([
    { op: 'create', title: 'Tea' },
    { op: 'create', ...full },
  ]);
  expect(created).toMatchObject([
    { task: { title: 'Tea', ...plain, user_id: ada, version: 1 } },
    { task: { ...full, user_id: ada, version: 2 } },
  ]);
});

async function writeAll(operations: TaskOperation[]): Promise<TaskChange[]> {
  const changes = await writeTasks(db, ada, operations, MAX);
  if (!Array.isArray(changes)) throw new Error('The bulk was refused');
  return changes;
}

async function addWorld() {
  const userId = await addOwner(db);
  const ids: number[] = [];
  for (let place = 0; place < 2 * COUNT; place += 1) {
    const completed = place % 2 === 0;
    ids.push((await addTask(db, userId, { ...full, title: `Task ${place}`, completed })).id);
  }
  const deleted = ids.slice(COUNT);
  for (const id of deleted) await deleteTask(db, userId, id);
  return { userId, live: ids.slice(0, COUNT), deleted };
}

function write(userId: string, operation: TaskOperation) {
  if (operation.op === 'create') return createTask(db, userId, operation, MAX);
  if (operation.op === 'update') return updateTask(db, userId, operation.id, operation);
  if (operation.op === 'delete') return deleteTask(db, userId, operation.id);
  if (operation.op === 'restore') return restoreTask(db, userId, operation.id, MAX);
  return toggleTask(db, userId, operation.id, operation.completed);
}

/** What is alike for users who did the same. */
async function readWorld(userId: string) {
  const { rows, ...counters } = await readHoldings(db, userId);
  const tasks = rows.map(
    ({
      userId: _user,
      id: _id,
      createdAt: _created,
      updatedAt: _updated,
      deletedAt,
      ...fields
    }) => ({
      ...fields,
      isDeleted: deletedAt !== null,
    }),
  );
  return { tasks, ...counters };
}

/** What happened to a world since it was made. */
async function readChanges(userId: string): Promise<unknown[]> {
  const { rows } = await readHoldings(db, userId);
  const changed = rows.filter(({ version }) => version > 3 * COUNT);
  return Promise.all(
    changed
      .toSorted((a, b) => a.version - b.version)
      .map(async ({ id, version, deletedAt }) =>
        deletedAt === null
          ? { type: 'upsert', task: await findTask(db, userId, id) }
          : { type: 'delete', id, version },
      ),
  );
}
