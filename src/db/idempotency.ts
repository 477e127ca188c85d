import { type SQL, sql } from 'drizzle-orm';
import { idempotencyKeys } from './schema/idempotency';
import type { Placeholders } from './statement';

/** A write that its user may send again. */
export interface Attempt {
  userId: string;
  /** The `Idempotency-Key`. */
  key: string;
  /** A digest of what is asked. */
  fingerprint: string;
}

/** What came of an attempt, or of the first one if it is `replayed`; or why that is not told. */
export type Outcome<T> = { answer: T; replayed: boolean } | 'running' | 'different';

/** An attempt as values of a statement; all undefined but the user if there is no key. */
export type AttemptValues = Pick<Attempt, 'userId'> &
  Record<'key' | 'fingerprint' | 'lock', string | undefined>;

/** Answers are kept this long. */
const isKept = sql`${idempotencyKeys.createdAt} > now() - interval '24 hours'`;

/**
 * The parts of a statement that let it write, by a row in `claim`: there is none while another attempt
 * with the key runs, nor when the answer of one is `kept`.
 */
export function claimParts(values: Placeholders<AttemptValues>): Record<string, SQL> {
  const { userId, key, lock } = values;
  if (!key) return { claim: sql`select true as granted` };
  return {
    attempt: sql`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as locked`,
    kept: sql`
      select fingerprint, answer from ${idempotencyKeys}
      where user_id = ${userId} and key = ${key} and ${isKept}`,
    claim: sql`select true as granted from attempt where locked and not exists (select from kept)`,
  };
}

/**
 * The part that keeps the `outcome`. The statement fails, and writes nothing, if an attempt that ended
 * since it began has kept one: it could not see that, but here, where it would overwrite it.
 */
export function keepingParts(values: Placeholders<AttemptValues>): Record<string, SQL> {
  const { userId, key, fingerprint } = values;
  if (!key) return {};
  return {
    keeping: sql`
      insert into ${idempotencyKeys} (user_id, key, fingerprint, answer)
      select ${userId}, ${key}, ${fingerprint}, answer from outcome
      on conflict (user_id, key) do update set
        fingerprint = excluded.fingerprint,
        answer = case when not (${isKept}) then excluded.answer end,
        created_at = excluded.created_at`,
  };
}
