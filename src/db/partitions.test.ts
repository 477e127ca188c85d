import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOnce } from '@/testing/connect-once';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { partition } from '@/testing/layout';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import { deleteTask } from './tasks';
import { writeTaskOnce } from './write-once';

const TABLES = '{tasks,task_revisions,idempotency_keys}';

let database: TestDatabase;
/** For what is about all users. */
let operator: Sql;
let owners: string[];
let before: { definitions: string[]; holdings: object[] };

beforeAll(async () => {
  database = await createTestDatabase();
  operator = connectOnce(database.directUrl);
  const { db } = database;
  owners = await Promise.all(Array.from({ length: 20 }, () => addOwner(db)));
  for (const owner of owners) {
    await addTask(db, owner);
    await deleteTask(db, owner, (await addTask(db, owner)).id);
  }
  await addMilk(owners[0]!);
  before = { definitions: await readDefinitions(), holdings: await readAll() };
  await partition(database.directUrl);
});
afterAll(async () => {
  await operator.end();
  await database.close();
});

test('partitions keep rows, keys and indexes', async () => {
  expect(await readAll()).toEqual(before.holdings);
  expect(await readDefinitions()).toEqual(before.definitions);
  expect(await addMilk(owners[0]!)).toMatchObject({ replayed: true });
});

test('ids go on where they were', async () => {
  const ids = before.holdings.flatMap((each) => (each as { rows: { id: number }[] }).rows);
  const { id } = await addTask(database.db, owners[1]!);
  expect(id).toBe(Math.max(...ids.map((row) => row.id)) + 1);
});

test('partitioned tables stay as they are', async () => {
  const holdings = await readAll();
  await partition(database.directUrl);
  expect(await readAll()).toEqual(holdings);
});

test('with a user go the rows in all partitions', async () => {
  const [owner = ''] = owners;
  await database.sql`delete from "user" where id = ${owner}`;
  expect(await readHoldings(database.db, owner)).toEqual({ rows: [], revision: 0, taskCount: 0 });
  expect(await database.sql`select from idempotency_keys where user_id = ${owner}`).toEqual([]);
});

test('what a later migration adds to them is in each partition', async () => {
  await operator`alter table tasks add column note text`;
  await operator`create index tasks_note_idx on tasks (user_id, note)`;
  const [counted] = await operator`
    select (select count(*)::int from pg_inherits where inhparent = 'tasks'::regclass) as partitions,
      (select count(*)::int from pg_inherits where inhparent = 'tasks_note_idx'::regclass) as indexes`;
  expect(counted).toEqual({ partitions: 16, indexes: 16 });
});

function addMilk(userId: string) {
  const attempt = { userId, key: 'a key', fingerprint: 'a print' };
  return writeTaskOnce(database.db, attempt, { op: 'create', title: 'Milk' }, 100);
}

function readAll() {
  return Promise.all(owners.map((owner) => readHoldings(database.db, owner)));
}

/** Keys and indexes, by their names. */
async function readDefinitions(): Promise<string[]> {
  const rows = await operator<{ definition: string }[]>`
    select conname || ' ' || pg_get_constraintdef(oid) as definition
    from pg_constraint where conrelid::regclass::text = any(${TABLES})
    union
    select replace(pg_get_indexdef(indexrelid), ' ONLY ', ' ') 
    from pg_index where indrelid::regclass::text = any(${TABLES})
    order by definition`;
  return rows.map(({ definition }) => definition);
}
