import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from './client';
import { idempotencyKeys } from './schema/idempotency';
import { inTransaction } from './transaction';

/** A write that its user may send again. */
export interface Attempt {
  userId: string;
  /** The `Idempotency-Key`. */
  key: string;
  /** A digest of what is asked. */
  fingerprint: string;
}

/** The answer, the one of the first time if it was `replayed`; or why there is none. */
export type Outcome<T> = { answer: T; replayed: boolean } | 'running' | 'different';

/** Answers are kept this long. */
const isKept = gt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`);

/**
 * Does `work` in a transaction and keeps its answer (JSON) there, or gives the one that an earlier
 * attempt with this key kept: `different` if that asked for something else, `running` if it has not
 * ended. What throws keeps nothing.
 */
export function runOnce<T>(
  db: Db,
  { userId, key, fingerprint }: Attempt,
  work: (transaction: Db) => Promise<T>,
): Promise<Outcome<T>> {
  return inTransaction(db, async (transaction) => {
    if (!(await tryLock(transaction, userId, key))) return 'running';
    const [kept] = await transaction
      .select()
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key), isKept));
    if (kept && kept.fingerprint !== fingerprint) return 'different';
    if (kept) return { answer: JSON.parse(kept.answer) as T, replayed: true };

    const answer = await work(transaction);
    const values = { fingerprint, answer: JSON.stringify(answer), createdAt: sql`now()` };
    await transaction
      .insert(idempotencyKeys)
      .values({ userId, key, ...values })
      .onConflictDoUpdate({ target: [idempotencyKeys.userId, idempotencyKeys.key], set: values });
    return { answer, replayed: false };
  });
}

/** Held until the transaction ends; a statement of its own, so that the next one sees what was committed before. */
async function tryLock(transaction: Db, userId: string, key: string): Promise<boolean> {
  const name = JSON.stringify([userId, key]);
  const [row] = await transaction.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`,
  );
  return row?.locked ?? false;
}
