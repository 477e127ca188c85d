import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce } from '@/testing/races';
import { addOwner } from '@/testing/task-owners';
import { connectDatabase, type Database, type Db } from './client';
import { findRevision } from './task-revisions';
import { createTurns } from './turns';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('nothing waits behind a slow statement while another connection is free', async () => {
  // One of them is that of the short reads, which is not enough for so many.
  const { db } = connect(3);
  const ada = await addOwner(db);
  await atOnce(20, () => findRevision(db, ada));

  const slow = beSlow(db);
  await atOnce(200, () => findRevision(db, ada));
  expect(slow.isOver()).toBe(false);
  await slow.end();
});

// postgres.js begins none behind as many as it sends at once, which is 100.
test.each([98, 99, 100])('a transaction begins behind %d other statements', async (ahead) => {
  const { db } = connect(1);
  const ada = await addOwner(db);
  await findRevision(db, ada);
  const slow = beSlow(db);
  const reads = atOnce(ahead, () => findRevision(db, ada));
  await nextTurn();
  const transaction = db.transaction((tx) => findRevision(tx, ada));
  await slow.end();
  expect(await transaction).toBe(0);
  expect(await reads).toHaveLength(ahead);
});

test('what fails gives its turn to the next', async () => {
  const { db } = connect(1);
  await Promise.allSettled([fail(db), fail(db), db.transaction(fail), db.transaction(fail)]);
  expect([...(await db.execute(sql`select 1 as one`))]).toEqual([{ one: 1 }]);
});

test('work that never ends keeps its turn for a minute, and gives it up once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const inTurn = createTurns(1);
  const end = new AbortController();
  const lost = inTurn(() => once(end.signal, 'abort'));
  let begun = 0;
  const next = inTurn(async () => (begun += 1));
  vi.advanceTimersByTime(59_999);
  await nextTurn();
  expect(begun).toBe(0);
  vi.advanceTimersByTime(1);
  expect(await next).toBe(1);

  end.abort();
  await lost;
  const later = new AbortController();
  const held = inTurn(() => once(later.signal, 'abort'));
  const last = inTurn(async () => (begun += 1));
  await nextTurn();
  expect(begun).toBe(1);
  later.abort();
  await held;
  expect(await last).toBe(2);
});

/** Asks for what lasts until it is ended. */
function beSlow(db: Db) {
  let isOver = false;
  const over = () => (isOver = true);
  const slow = db.execute(sql`select pg_sleep(60)`).then(over, over);
  return { isOver: () => isOver, end };

  async function end(): Promise<void> {
    await expect.poll(cancel, { timeout: 15_000 }).toBe(1);
    await slow;
  }
}

async function cancel(): Promise<number> {
  const cancelled = await database.sql`
    select pg_cancel_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event = 'PgSleep'`;
  return cancelled.length;
}

function fail(db: Db) {
  return db.execute(sql`select 1 / 0`);
}

function connect(poolMax: number): Database {
  const { url, prepare } = database;
  const pool = connectDatabase({ url, prepare, poolMax });
  onTestFinished(() => pool.close());
  return pool;
}
