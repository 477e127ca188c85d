import { and, eq, exists, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
import { lockedLedger } from './task-revisions';
import { nextInstant, row } from './task-row';

/** Which task of whom. */
export type Target = { userId: string; id: number };

interface TaskWrite {
  /** What has to hold of the task before, beside being the user's. */
  where: SQL | undefined;
  set: PgUpdateSetSource<typeof tasks>;
  /** How many tasks the user has more than before. */
  countChange?: number;
  /** How many they may have; only where there are more than before. */
  max?: Placeholder;
}

/**
 * The statement that changes a task of the user and gives it as it is then; no row if there is none of
 * which `where` holds. The revision changes only if the task did, which whoever was ahead may have deleted.
 */
export function writeTask(
  db: Db,
  { userId, id }: Record<keyof Target, Placeholder>,
  { where, set, countChange = 0, max }: TaskWrite,
) {
  const { ledger, isLocked, revision, taskCount } = lockedLedger(db, { userId });
  const hasRoom = max ? sql`${taskCount} < ${max}` : isLocked;
  const written = db.$with('written').as(
    db
      .update(tasks)
      .set({ ...set, version: sql`${revision} + 1`, updatedAt: nextInstant })
      .where(and(hasRoom, eq(tasks.userId, userId), eq(tasks.id, id), where))
      .returning(row),
  );
  const counted = db.$with('counted').as(
    db
      .update(taskRevisions)
      .set({
        revision: sql`${taskRevisions.revision} + 1`,
        taskCount: sql`${taskRevisions.taskCount} + ${sql.raw(String(countChange))}`,
      })
      .where(and(eq(taskRevisions.userId, userId), exists(db.select().from(written)))),
  );
  return db.with(ledger, written, counted).select().from(written);
}
