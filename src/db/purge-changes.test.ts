import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readAll, readPage, startReader } from '@/testing/change-reader';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask, backdateDeletions } from '@/testing/task-owners';
import type { Db } from './client';
import { purgeTasks } from './purge';
import { listChanges } from './task-changes';
import { restoreTask } from './restore-task';
import { deleteTask } from './tasks';

let database: TestDatabase;
let db: Db;
let ada: string;
/** Five tasks with the versions 1 to 5. */
let ids: number[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
  ids = [];
  for (let count = 0; count < 5; count += 1) ids.push((await addTask(db, ada)).id);
});
afterAll(() => database.close());

test('who has not seen a deletion that is forgotten is refused, who has seen it goes on', async () => {
  await deleteTask(db, ada, ids[2] ?? 0);
  await deleteTask(db, ada, ids[3] ?? 0);
  await addTask(db, ada);
  await backdateDeletions(db, ada, 31);
  await purgeTasks(db);
  const cursors = [5, 6, 7, 8].map((version) => ({ version, began: 0 }));
  const pages = await Promise.all(cursors.map((from) => listChanges(db, ada, from, 9)));
  expect(pages.map((page) => page?.changes.length)).toEqual([undefined, undefined, 1, 0]);
});

test('the newest forgotten deletion counts, whatever is forgotten later', async () => {
  const [first = 0, second = 0] = ids;
  await deleteTask(db, ada, first);
  await deleteTask(db, ada, second);
  await database.sql`
    update tasks set deleted_at = now() - interval '31 days' where user_id = ${ada} and id = ${second}`;
  await purgeTasks(db);
  await backdateDeletions(db, ada, 31);
  await purgeTasks(db);
  expect(await listChanges(db, ada, { version: 6, began: 0 }, 9)).toBeUndefined();
  expect(await listChanges(db, ada, { version: 7, began: 0 }, 9)).toMatchObject({ changes: [] });
});

test('a first sync that began behind a deletion goes on when that is forgotten', async () => {
  await deleteTask(db, ada, ids[0] ?? 0);
  const { reader } = await readPage(db, await startReader(db, ada, 1));
  await backdateDeletions(db, ada, 31);
  await purgeTasks(db);
  const { tasks } = await readAll(db, reader);
  expect([...tasks.keys()]).toEqual(ids.slice(1));
});

test('a first sync that began before a deletion is refused when that is forgotten', async () => {
  const { position } = (await listChanges(db, ada, undefined, 1)) ?? {};
  await forget(4);
  expect(position).toEqual({ version: 1, began: 5 });
  expect(await listChanges(db, ada, position, 1)).toBeUndefined();
});

test('a task that was restored is told to all, and its deletion is not forgotten to anybody', async () => {
  const [id = 0] = ids;
  await deleteTask(db, ada, id);
  const restored = await restoreTask(db, ada, id, 9);
  await purgeTasks(db);
  const { changes } = (await listChanges(db, ada, { version: 5, began: 0 }, 9)) ?? {};
  expect(changes).toEqual([{ type: 'upsert', task: restored }]);
});

test('a first sync after a deletion was forgotten tells what is left', async () => {
  await forget(0, 1);
  const { tasks } = await readAll(db, await startReader(db, ada, 2));
  expect([...tasks.keys()]).toEqual(ids.slice(2));
});

/** Deletes the tasks at these places, as if long ago, and purges them. */
async function forget(...places: number[]): Promise<void> {
  for (const place of places) await deleteTask(db, ada, ids[place] ?? 0);
  await backdateDeletions(db, ada, 31);
  await purgeTasks(db);
}
