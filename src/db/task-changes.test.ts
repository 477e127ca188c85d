import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListTasks, type Task } from '@/contract/tasks';
import { history, perform, type Write } from '@/testing/arbitrary-writes';
import { type ChangeReader, readAll, readPage, startReader } from '@/testing/change-reader';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { listChanges } from './task-changes';
import { listTasks } from './task-list';
import { deleteTask, updateTask } from './tasks';

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

test('whatever happens between and beside its pages, who follows the changes has the tasks in the end', async () => {
  const plan = fc.record({ begins: fc.nat(8), limit: fc.integer({ min: 1, max: 4 }) });
  const property = fc.asyncProperty(history, plan, async (happening, { begins, limit }) => {
    const owners = [await addOwner(db), await addOwner(db)];
    const [ada = ''] = owners;
    await writeAll(happening.slice(0, begins), owners);
    let reader = await startReader(db, ada, limit);
    const marks = [reader];
    await writeAll(happening.slice(begins), owners, async () => {
      ({ reader } = await readPage(db, reader));
      marks.push(reader);
    });

    const live = await readLive(ada);
    for (const mark of [reader, ...marks]) expect(await tasksAfter(mark)).toEqual(live);
  });
  await expect(
    fc.assert(property, { numRuns: 12, interruptAfterTimeLimit: 15_000 }),
  ).resolves.toBeUndefined();
});

test('a first sync tells every task once, as it is now, and no deletion', async () => {
  const ada = await addOwner(db);
  const [kept, changed, deleted] = [
    await addTask(db, ada),
    await addTask(db, ada),
    await addTask(db, ada),
  ];
  await deleteTask(db, ada, deleted.id);
  const after = await updateTask(db, ada, changed.id, { title: 'Tea' });
  expect(await listChanges(db, ada, undefined, 10)).toEqual({
    changes: [
      { type: 'upsert', task: kept },
      { type: 'upsert', task: after },
    ],
    position: { version: 5, began: 5 },
    hasMore: false,
  });
});

test('who knows all is told a task that changed often once, and a deletion with its version', async () => {
  const ada = await addOwner(db);
  const [changed, deleted] = [await addTask(db, ada), await addTask(db, ada)];
  for (const title of ['Tea', 'Rum', 'Gin']) await updateTask(db, ada, changed.id, { title });
  await updateTask(db, ada, deleted.id, { title: 'Ale' });
  await deleteTask(db, ada, deleted.id);
  const changes = await listChanges(db, ada, { version: 2, began: 0 }, 10);
  expect(changes?.changes).toEqual([
    { type: 'upsert', task: expect.objectContaining({ title: 'Gin', version: 5 }) },
    { type: 'delete', id: deleted.id, version: 7 },
  ]);
});

test('a page that holds exactly what is left is the last one', async () => {
  const ada = await addOwner(db);
  await addTask(db, ada);
  await addTask(db, ada);
  expect(await listChanges(db, ada, undefined, 2)).toMatchObject({ hasMore: false });
  expect(await listChanges(db, ada, undefined, 1)).toMatchObject({ hasMore: true });
});

test.each([undefined, { version: 0, began: 0 }])(
  'who never had a task has no changes after %j',
  async (from) => {
    const position = { version: 0, began: 0 };
    const nothing = { changes: [], position, hasMore: false };
    expect(await listChanges(db, await addOwner(db), from, 10)).toEqual(nothing);
  },
);

/** Does what stands together at once, and `beside` at the same time. */
async function writeAll(
  happening: Write[][],
  owners: string[],
  beside: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const batch of happening) {
    const known = await Promise.all(owners.map((owner) => readHoldings(db, owner)));
    const writes = batch.map((write) => perform(db, write, owners, known, 6));
    await Promise.all([beside(), ...writes]);
  }
}

async function tasksAfter(mark: ChangeReader): Promise<Task[]> {
  const { tasks } = await readAll(db, mark);
  return [...tasks.values()].toSorted((a, b) => a.id - b.id);
}

async function readLive(userId: string): Promise<Task[]> {
  const page = await listTasks(db, userId, ListTasks.parse({ user_id: userId }));
  return (page?.tasks ?? []).toSorted((a, b) => a.id - b.id);
}
