import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { createTestDatabase } from './database';

test('a test database is migrated, empty, and apart from the others', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await one.sql`insert into "user" (id, name, email) values ('u1', 'Ada', 'ada@example.com')`;
  expect(await two.sql`select id from "user"`).toEqual([]);
  await Promise.all([one.close(), two.close()]);
});

test('close removes the database, also while others are connected to it', async () => {
  const database = await createTestDatabase();
  const other = postgres(database.url, { max: 1, onclose: () => undefined });
  await other`select 1`;
  await database.close();
  await other.end({ timeout: 0 });

  const admin = postgres(inject('databaseServer'), { max: 1 });
  const name = new URL(database.url).pathname.slice(1);
  const found = await admin`select 1 from pg_database where datname = ${name}`;
  await admin.end();
  expect(found).toHaveLength(0);
});

test.each([
  'select count(*) from tasks',
  'SELECT 1 FROM "tasks" AS t',
  'update public.task_revisions set revision = revision',
  'with gone as (delete from tasks returning id) select id from gone',
])('close throws when a statement forgot the owner: %s', async (statement) => {
  const database = await createTestDatabase();
  await database.db.execute(sql.raw(statement));
  await expect(database.close()).rejects.toThrow(statement);
});

test('statements that name the owner, or no task table, pass', async () => {
  const seen: string[] = [];
  const database = await createTestDatabase({ onStatement: (statement) => seen.push(statement) });
  await database.db.execute(sql`select id from tasks where user_id = ${'u1'}`);
  await database.db.execute(sql`select ${'the tasks of the day'}::text`);
  await database.close();
  expect(seen).toContain('select id from tasks where user_id = $1');
});
