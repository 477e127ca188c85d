import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce } from '@/testing/races';
import { connectDatabase, type Database, type Db } from './client';
import { statement } from './statement';

const CONNECTIONS = 3;

type Values = { seconds: number };
type Row = { pid: number };

/** Which connection it ran on. */
const short = statement<Values, Row>(whereItRuns, { isShort: true });
const other = statement<Values, Row>(whereItRuns);

let database: TestDatabase;
let pool: Database;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  // Past a pooler, which has connections of its own.
  pool = connectDatabase({ url: database.directUrl, poolMax: CONNECTIONS, prepare: true });
  return () => pool.close();
});
afterAll(() => database.close());

test('short reads share a connection, which the others do not use', async () => {
  const shared = await connectionsOf(50, short);
  const others = await connectionsOf(50, other);
  expect(shared.size).toBe(1);
  expect(others.size).toBe(CONNECTIONS - 1);
  expect(others).not.toContain([...shared][0]);
});

test('past 64 at once they use the others, too', async () => {
  const used = await connectionsOf(200, short);
  expect(used.size).toBe(CONNECTIONS);
});

test('where there is one connection, it is that of all', async () => {
  const one = connectDatabase({ url: database.directUrl, poolMax: 1, prepare: true });
  const [ofShort, ofOther] = [
    await short(one.db, { seconds: 0 }),
    await other(one.db, { seconds: 0 }),
  ];
  expect(ofShort).toEqual(ofOther);
  await one.close();
});

test('what is not prepared could not be sent in a row, and has all connections', async () => {
  const unprepared = connectDatabase({
    url: database.directUrl,
    poolMax: CONNECTIONS,
    prepare: false,
  });
  const found = await atOnce(50, () => short(unprepared.db, { seconds: 0 }));
  expect(new Set(found.flat().map(({ pid }) => pid)).size).toBe(CONNECTIONS);
  await unprepared.close();
});

test('nobody waits behind one that takes long', async () => {
  await short(pool.db, { seconds: 0 });
  let isOver = false;
  const long = short(pool.db, { seconds: 3 }).finally(() => (isOver = true));
  await expect.poll(() => sleepers()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const others = await connectionsOf(200, short);
  expect([isOver, others.size]).toEqual([false, CONNECTIONS - 1]);
  await long;
});

test('those that are lost with their connection are asked again', async () => {
  const [first] = await short(pool.db, { seconds: 0 });
  const asked = atOnce(4, () => short(pool.db, { seconds: 0.2 }));
  await expect.poll(() => sleepers()).toBe(1);
  await database.sql`select pg_terminate_backend(${first?.pid ?? 0}, 10000)`;
  const pids = (await asked).flat().map(({ pid }) => pid);
  expect(pids).toHaveLength(4);
  expect(pids.slice(1)).not.toContain(first?.pid);
  // The next may have to be asked elsewhere, too.
  await short(pool.db, { seconds: 0 });
  expect(await connectionsOf(9, short)).toHaveProperty('size', 1);
});

test('in a transaction they read what it has written', async () => {
  await pool.db.transaction(async (tx) => {
    const [here] = await tx.execute<Row>(sql`select pg_backend_pid() as pid`);
    expect(await short(tx, { seconds: 0 })).toEqual([here]);
  });
});

function whereItRuns(db: Db, { seconds }: { seconds: unknown }) {
  const pid = sql`pg_backend_pid()`.as('pid');
  return db.select({ pid }).from(sql`pg_sleep(${seconds})`);
}

async function connectionsOf(count: number, ask: typeof short): Promise<Set<number>> {
  const found = await atOnce(count, () => ask(pool.db, { seconds: 0 }));
  return new Set(found.flat().map(({ pid }) => pid));
}

async function sleepers(): Promise<number> {
  const [row] = await database.sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`;
  return Number(row?.['count']);
}
