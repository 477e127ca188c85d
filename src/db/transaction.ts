import { sql } from 'drizzle-orm';
import type { Db } from './client';

/** A transaction that PostgreSQL itself ends when nothing comes for 10 s: who hangs must lock nobody out. */
export function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (transaction) => {
    await transaction.execute(
      sql`select set_config('idle_in_transaction_session_timeout', '10s', true)`,
    );
    return work(transaction);
  });
}
