import { and, eq, exists, lt, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
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
 * which `where` holds. The revision row is locked first, so that writers of one user queue there and never
 * deadlock; it changes only if the task did, which whoever was ahead in the queue may have deleted.
 */
export function writeTask(
  db: Db,
  { userId, id }: Record<keyof Target, Placeholder>,
  { where, set, countChange = 0, max }: TaskWrite,
) {
  const ofOwner = eq(taskRevisions.userId, userId);
  const locked = db
    .$with('locked')
    .as(
      db
        .select({ revision: taskRevisions.revision, taskCount: taskRevisions.taskCount })
        .from(taskRevisions)
        .where(ofOwner)
        .for('update'),
    );
  const written = db.$with('written').as(
    db
      .update(tasks)
      .set({ ...set, version: sql`${locked.revision} + 1`, updatedAt: nextInstant })
      .from(locked)
      .where(
        and(eq(tasks.userId, userId), eq(tasks.id, id), where, max && lt(locked.taskCount, max)),
      )
      .returning(row),
  );
  const counted = db.$with('counted').as(
    db
      .update(taskRevisions)
      .set({
        revision: sql`${taskRevisions.revision} + 1`,
        taskCount: sql`${taskRevisions.taskCount} + ${sql.raw(String(countChange))}`,
      })
      .where(and(ofOwner, exists(db.select().from(written)))),
  );
  return db.with(locked, written, counted).select().from(written);
}
