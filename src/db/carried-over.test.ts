import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { type Relay, startRelay } from '@/testing/relay';
import { connectDatabase, type Database } from './client';

const CONNECTIONS = 3;
const SLEEP = sql`select pg_sleep(30)`;
/** Rows that are too large for PostgreSQL to hold back; then none for long. */
const ROWS_THEN_SLEEP = sql`
  select repeat('x', 20000), case when i > 3 then pg_sleep(60) end from generate_series(1, 4) as i`;

let database: TestDatabase;
let relay: Relay;
let pool: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  // Past a pooler, which would be left, and PostgreSQL not.
  relay = await startRelay(database.directUrl);
});
beforeEach(() => {
  pool = connectDatabase({ url: relay.url, poolMax: CONNECTIONS, prepare: true });
  return () => pool.close();
});
afterAll(async () => {
  await relay.close();
  await database.close();
});

/** Ways to ask for the number 1. */
const ASKS: [string, () => Promise<unknown>][] = [
  ['a statement', () => pool.db.execute(sql`select 1 as one`)],
  ['a transaction', () => pool.db.transaction((tx) => tx.execute(sql`select 1 as one`))],
];

test.each(ASKS)(
  'when PostgreSQL has ended busy connections, the next %s is answered',
  async (_, ask) => {
    const cut = Array.from({ length: CONNECTIONS }, () => outcomeOf(() => pool.db.execute(SLEEP)));
    await expect.poll(() => sleepers()).toBe(CONNECTIONS);
    await database.sql`
    select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and query like 'select pg_sleep(30)%'`;
    expect(await Promise.all(cut)).toEqual(cut.map(() => 'refused'));
    const asked = Array.from({ length: CONNECTIONS * 2 }, () => outcomeOf(ask));
    expect(await Promise.all(asked)).toEqual(asked.map(() => 'done'));
  },
);

test('what is asked in the moment in which a connection breaks has an answer', async () => {
  const one = connectDatabase({ url: relay.url, poolMax: 1, prepare: true });
  await one.db.execute(sql`select 1`);
  const ask = () => one.db.execute(sql`select 1`);
  const followed = outcomeOf(() => one.db.execute(SLEEP)).then(() => outcomeOf(ask));
  await expect.poll(() => sleepers()).toBe(1);
  relay.reset();
  expect(await followed).toMatch(/done|refused/);
  await expect.poll(() => outcomeOf(ask)).toBe('done');
  await one.close();
});

test.each(['pg_terminate_backend', 'pg_cancel_backend'])(
  'after a statement that %s cut off in the middle of its rows, the next has its own rows only',
  async (end) => {
    const one = connectDatabase({ url: relay.url, poolMax: 1, prepare: true });
    const cut = outcomeOf(() => one.db.execute(ROWS_THEN_SLEEP));
    await expect.poll(() => sleepers(60)).toBe(1);
    await database.sql`
      select ${database.sql(end)}(pid) from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep' and query like '%pg_sleep(60)%'`;
    expect(await cut).toBe('refused');
    expect([...(await one.db.execute(sql`select 1 as one`))]).toEqual([{ one: 1 }]);
    await one.close();
  },
);

test('a statement that was not yet written when its connection closed does not hold the next one up', async () => {
  const one = connectDatabase({ url: relay.url, poolMax: 1, prepare: true });
  await one.db.execute(sql`select 1`);
  // What is asked now is written in the next turn of the event loop, the connection closes in this one.
  await nextTurn();
  one.reconnect();
  const lost = outcomeOf(() => one.db.execute(sql`select 1`));
  expect(await lost).toBe('refused');
  expect(await outcomeOf(() => one.db.execute(sql`select 1`))).toBe('done');
  await one.close();
});

function outcomeOf(ask: () => PromiseLike<unknown>): Promise<string> {
  return Promise.resolve(ask()).then(
    () => 'done',
    () => 'refused',
  );
}

async function sleepers(seconds = 30): Promise<number> {
  const rows = await database.sql`
    select from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'
      and query like ${`%pg_sleep(${seconds})%`}`;
  return rows.length;
}
