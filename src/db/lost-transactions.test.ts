import { afterAll, beforeEach, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { somebodyWaits } from '@/testing/races';
import { type Relay, startRelay } from '@/testing/relay';
import { connectDatabase, type Database, type Db } from './client';
import { isUnavailable } from './failures';

let database: TestDatabase;
let relay: Relay;
let pool: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.sql`create table words (word text)`;
  // Past a pooler, which would be left, and PostgreSQL not.
  relay = await startRelay(database.directUrl);
  // One connection, so that whatever is left of a transaction meets the next.
  pool = connectDatabase({ url: relay.url, poolMax: 1, prepare: true });
});
beforeEach(() => database.sql`truncate words`);
afterAll(async () => {
  await pool.close();
  await relay.close();
  await database.close();
});

/** Ways to lose the connection of a transaction. */
const LOSSES: [string, () => unknown][] = [
  ['the network is cut', () => relay.cut()],
  ['PostgreSQL ends the connection', () => terminate()],
];

test.each(LOSSES)('when %s during a statement, its transaction is over', async (_, lose) => {
  const held = await database.sql.reserve();
  await held`begin`;
  await held`lock table words in share mode`;
  const lost = pool.db.transaction((transaction) => write(transaction, 'lost'));
  lost.catch(() => undefined);
  await somebodyWaits(database);
  await lose();
  await expect(lost).rejects.toSatisfy(isUnavailable);
  await held`rollback`;
  held.release();
  await writeWhenPossible('next');
  expect(await words()).toEqual(['next']);
});

test.each(LOSSES)('when %s between statements, its transaction is over', async (_, lose) => {
  let tooLate: unknown;
  const lost = pool.db.transaction(async (transaction) => {
    await write(transaction, 'lost');
    await lose();
    await pool.db
      .transaction(async (next) => {
        await write(next, 'undone');
        tooLate = await write(transaction, 'too late').catch((error: unknown) => error);
        throw new Error('Undo it');
      })
      .catch(() => undefined);
  });
  await expect(lost).rejects.toSatisfy(isUnavailable);
  await expect.poll(() => tooLate).toSatisfy(isUnavailable);
  await writeWhenPossible('next');
  expect(await words()).toEqual(['next']);
});

test('what throws is still undone, and what is inside of it alone, too', async () => {
  await pool.db.transaction(async (transaction) => {
    await write(transaction, 'kept');
    const inner = transaction.transaction(async (savepoint) => {
      await write(savepoint, 'undone');
      throw new Error('Only this');
    });
    await expect(inner).rejects.toThrow('Only this');
  });
  expect(await words()).toEqual(['kept']);
});

function write(db: Db, word: string) {
  return db.execute(sql`insert into words values (${word})`);
}

/** postgres.js tells the next statement, too, why PostgreSQL has ended the connection before. */
async function writeWhenPossible(word: string): Promise<void> {
  const attempt = () =>
    write(pool.db, word).then(
      () => 'written',
      () => 'refused',
    );
  await expect.poll(attempt, { timeout: 15_000 }).toBe('written');
}

async function words(): Promise<unknown[]> {
  const rows = await database.sql`select word from words`;
  return rows.map(({ word }) => word);
}

function terminate() {
  return database.sql`
    select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike '%words values%'`;
}
