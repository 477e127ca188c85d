import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './client';
import { attempts, session, verification } from './schema/auth';
import { idempotencyKeys } from './schema/idempotency';
import { taskRevisions, tasks } from './schema/tasks';

interface PurgeOptions {
  /** Rows that are removed in one statement, so that nobody waits long for it. */
  batch?: number;
  /** Ends it after the batch that runs. */
  signal?: AbortSignal;
}

/**
 * Forgets tasks that were deleted more than 30 days ago and gives how many: the oldest first, those of one
 * user at a time, whose revision row is locked meanwhile as writers do.
 */
export function purgeTasks(db: Db, { batch = 500, signal }: PurgeOptions = {}): Promise<number> {
  // As a value, which another server can be asked with.
  const isOver = sql`deleted_at < (select now() - interval '30 days')`;
  return untilNone(signal, async () => {
    const [oldest] = await db.execute<{ user_id: string }>(sql`
      select user_id from ${tasks} where ${isOver} order by deleted_at limit 1`);
    if (!oldest) return 0;
    const ofOwner = sql`user_id = ${oldest.user_id}`;
    const purged = await db.execute(sql`
      with locked as (
        select from ${taskRevisions} where ${ofOwner} for update
      ), purged as (
        delete from ${tasks}
        where exists (select from locked) and ${ofOwner} and ${isOver} and id = any(array(
          select id from ${tasks} where ${ofOwner} and ${isOver} order by deleted_at limit ${batch}
        )) returning version
      ), newest as (
        select max(version) as version from purged
      ), told as (
        update ${taskRevisions} set purged_revision = version from newest
        where ${ofOwner} and version > purged_revision
      )
      select from purged`);
    return purged.length;
  });
}

/** Forgets the answers that are no longer replayed and gives how many. */
export function purgeIdempotencyKeys(db: Db, options?: PurgeOptions): Promise<number> {
  const isOver = sql`created_at < now() - interval '24 hours'`;
  return purge(db, { table: idempotencyKeys, key: sql`user_id, key`, isOver }, options);
}

/** Forgets the counts of attempts whose window is over and gives how many. */
export function purgeAttempts(db: Db, options?: PurgeOptions): Promise<number> {
  return purge(db, { table: attempts, key: sql`key`, isOver: sql`until < now()` }, options);
}

/** Forgets the sessions that have expired, and with them all their tokens, and gives how many. */
export function purgeSessions(db: Db, options?: PurgeOptions): Promise<number> {
  return purge(db, { table: session, key: sql`id`, isOver: sql`expires_at < now()` }, options);
}

/** Forgets the one-time values that nobody used in time and gives how many. */
export function purgeVerifications(db: Db, options?: PurgeOptions): Promise<number> {
  return purge(db, { table: verification, key: sql`id`, isOver: sql`expires_at < now()` }, options);
}

interface Purged {
  table: PgTable;
  key: SQL;
  isOver: SQL;
}

/** Rows that somebody is changing are left for the next time. */
function purge(
  db: Db,
  { table, key, isOver }: Purged,
  { batch = 500, signal }: PurgeOptions = {},
): Promise<number> {
  return untilNone(signal, async () => {
    const purged = await db.execute(sql`
      delete from ${table} where (${key}) in (
        select ${key} from ${table} where ${isOver} limit ${batch} for update skip locked
      ) returning 1`);
    return purged.length;
  });
}

async function untilNone(
  signal: AbortSignal | undefined,
  removeSome: () => Promise<number>,
): Promise<number> {
  for (let total = 0; ;) {
    if (signal?.aborted) return total;
    const removed = await removeSome();
    if (removed === 0) return total;
    total += removed;
  }
}
