import { sql } from 'drizzle-orm';
import type { Db } from './client';
import { idempotencyKeys } from './schema/idempotency';
import { taskRevisions, tasks } from './schema/tasks';

/** Rows that are removed in one transaction, so that nobody waits long for it. */
const BATCH = 500;

/**
 * Forgets tasks that were deleted more than 30 days ago and gives how many. Their users' revision rows
 * are locked first, as writers do; what belongs to users who are writing comes another time.
 */
export function purgeTasks(db: Db, batch = BATCH): Promise<number> {
  return untilNone(async () => {
    const purged = await db.execute(sql`
      with expired as (
        select user_id, id, version from ${tasks}
        where deleted_at < now() - interval '30 days' order by deleted_at limit ${batch}
      ), locked as (
        select user_id from ${taskRevisions}
        where user_id in (select user_id from expired) for update skip locked
      ), purged as (
        delete from ${tasks} using expired join locked using (user_id)
        where ${tasks}.user_id = expired.user_id and ${tasks}.id = expired.id
          and ${tasks}.version = expired.version
        returning ${tasks}.user_id, ${tasks}.version
      ), told as (
        update ${taskRevisions} set purged_revision = newest.version
        from (select user_id, max(version) as version from purged group by user_id) newest
        where ${taskRevisions}.user_id = newest.user_id
          and newest.version > purged_revision
      )
      select user_id from purged`);
    return purged.length;
  });
}

/** Forgets the answers that are no longer replayed and gives how many. */
export function purgeIdempotencyKeys(db: Db, batch = BATCH): Promise<number> {
  return untilNone(async () => {
    const purged = await db.execute(sql`
      delete from ${idempotencyKeys} where (user_id, key) in (
        select user_id, key from ${idempotencyKeys}
        where created_at < now() - interval '24 hours' limit ${batch} for update skip locked
      ) returning key`);
    return purged.length;
  });
}

async function untilNone(removeSome: () => Promise<number>): Promise<number> {
  let total = 0;
  let removed: number;
  do {
    removed = await removeSome();
    total += removed;
  } while (removed > 0);
  return total;
}
