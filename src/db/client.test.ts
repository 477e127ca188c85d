import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { connectDatabase, type Database } from './client';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const BOUNDS = sql`
  select name, setting from pg_settings
  where name in ('statement_timeout', 'idle_in_transaction_session_timeout') order by name`;

test('PostgreSQL bounds statements and transactions where it may be asked to', async () => {
  expect(await connect({ bounded: true }).db.execute(BOUNDS)).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '10000' },
    { name: 'statement_timeout', setting: '5000' },
  ]);
  expect(await connect({ bounded: false }).db.execute(BOUNDS)).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '0' },
    { name: 'statement_timeout', setting: '0' },
  ]);
});

test('a new connection asks nothing that nobody waits for', async () => {
  const statements: string[] = [];
  const pool = connect({ onStatement: (statement) => statements.push(statement) });
  await pool.sql`select 1`;
  expect(statements).toEqual(['select 1']);
});

test('a connection with nothing to do is given up, and the next statement has another', async () => {
  const pool = connect();
  const first = await backendOf(pool);
  await expect.poll(() => isThere(first)).toBe(false);
  expect(await backendOf(pool)).not.toBe(first);
});

function connect(options: Partial<Parameters<typeof connectDatabase>[0]> = {}): Database {
  // Past a pooler, which bounds nothing and has connections of its own.
  const url = database.directUrl;
  const pool = connectDatabase({ url, poolMax: 1, prepare: true, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

async function backendOf(pool: Database): Promise<unknown> {
  const [row] = await pool.sql`select pg_backend_pid() as pid`;
  return row?.['pid'];
}

async function isThere(pid: unknown): Promise<boolean> {
  const rows = await database.sql`select from pg_stat_activity where pid = ${pid as number}`;
  return rows.length > 0;
}
