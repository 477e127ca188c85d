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
let before: { definitions: string[]; holdings: object[]; grants: string[] };
const reader = `reader_${crypto.randomUUID()}`;

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
  await grantToReader();
  before = {
    definitions: await readDefinitions(),
    holdings: await readAll(),
    grants: await readGrants(),
  };
  await partition(database.directUrl);
});
afterAll(async () => {
  await operator`drop owned by ${operator(reader)}`;
  await operator`drop role ${operator(reader)}`;
  await operator.end();
  await database.close();
});

test('partitions keep rows, keys and indexes', async () => {
  expect(await readAll()).toEqual(before.holdings);
  expect(await readDefinitions()).toEqual(before.definitions);
  expect(await addMilk(owners[0]!)).toMatchObject({ replayed: true });
});

test('whoever could read or write them still can', async () => {
  expect(before.grants).toHaveLength(6);
  expect(await readGrants()).toEqual(before.grants);
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

test('a table that is added to the list has its ids go on, too', async () => {
  await operator`create table notes (id bigint generated always as identity, user_id text, primary key (user_id, id))`;
  await operator`insert into notes (user_id) values ('ada'), ('ada')`;
  await partition(database.directUrl, 'notes');
  await operator`insert into notes (user_id) values ('ada')`;
  const notes = await operator`select id::int, tableoid <> 'notes'::regclass as apart from notes`;
  expect(notes.toSorted((one, other) => one.id - other.id)).toEqual(
    [1, 2, 3].map((id) => ({ id, apart: true })),
  );
});

test('with a user go the rows in all partitions', async () => {
  const [owner = ''] = owners;
  await database.sql`delete from "user" where id = ${owner}`;
  expect(await readHoldings(database.db, owner)).toEqual({ rows: [], revision: 0, taskCount: 0 });
  expect(await database.sql`select from idempotency_keys where user_id = ${owner}`).toEqual([]);
});

test('what a later migration adds to them is in each partition', async () => {
  await operator`alter table task_revisions add column note text`;
  await operator`create index task_revisions_note_idx on task_revisions (user_id, note)`;
  const [counted] = await operator`
    select (select count(*)::int from pg_inherits where inhparent = 'task_revisions'::regclass) as partitions,
      (select count(*)::int from pg_inherits where inhparent = 'task_revisions_note_idx'::regclass) as indexes`;
  expect(counted).toEqual({ partitions: 16, indexes: 16 });
});

function addMilk(userId: string) {
  const attempt = { userId, key: 'a key', fingerprint: 'a print' };
  return writeTaskOnce(database.db, attempt, { op: 'create', title: 'Milk' }, 100);
}

function readAll() {
  return Promise.all(owners.map((owner) => readHoldings(database.db, owner)));
}

/** Of every kind: to a role and to all, of a table, a column and a sequence, with the option to grant it on. */
async function grantToReader(): Promise<void> {
  await operator.unsafe(`
    create role "${reader}";
    grant select, update on tasks to "${reader}";
    grant select on task_revisions to "${reader}" with grant option;
    grant select (user_id, key) on idempotency_keys to public;
    grant usage on sequence tasks_id_seq to "${reader}"`);
}

/** Privileges of others than the owner. */
async function readGrants(): Promise<string[]> {
  const rows = await operator<{ granted: string }[]>`
    select name || ' ' || privilege_type || ' ' || grantee || ' ' || is_grantable as granted
    from (
      select relname, relacl, relowner from pg_class
      where relname = any(${TABLES}) or relname = 'tasks_id_seq'
      union all
      select relname || '.' || attname, attacl, relowner
      from pg_attribute join pg_class on attrelid = pg_class.oid where relname = any(${TABLES})
    ) as secured (name, acl, owner), aclexplode(acl)
    where grantee <> owner
    order by granted`;
  return rows.map(({ granted }) => granted);
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
