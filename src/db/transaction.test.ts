import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import type { Db } from './client';
import { inTransaction } from './transaction';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('PostgreSQL ends a transaction in which nothing comes for 10 s, and waits longer for others', async () => {
  const inside = await inTransaction(database.db, idleLimit);
  const outside = await database.db.transaction(idleLimit);
  expect([inside, outside]).toEqual(['10s', '0']);
});

test('what throws is undone, and so is what is inside of another transaction', async () => {
  const work = inTransaction(database.db, async (transaction) => {
    await transaction.execute(sql`create table scratch (a int)`);
    await inTransaction(transaction, async (inner) => {
      await inner.execute(sql`insert into scratch values (1)`);
    });
    throw new Error('Too late');
  });
  await expect(work).rejects.toThrow('Too late');
  expect(await database.sql`select to_regclass('scratch') as found`).toEqual([{ found: null }]);
});

async function idleLimit(transaction: Db): Promise<unknown> {
  const [row] = await transaction.execute(
    sql`select current_setting('idle_in_transaction_session_timeout') as limit`,
  );
  return row?.['limit'];
}
