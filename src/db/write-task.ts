import { and, eq, exists, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
import { live } from './task-filters';
import { row } from './task-row';

type TaskValues = PgUpdateSetSource<typeof tasks>;

/**
 * Changes a task of the user and gives it as it is then; undefined if it is unknown, deleted or not
 * theirs. The revision row is locked first, so that writers of one user queue there and never deadlock; it
 * changes only if the task did, which whoever was ahead in the queue may have deleted.
 */
export async function writeTask(
  db: Db,
  userId: string,
  id: number,
  values: TaskValues,
  countChange = 0,
): Promise<Task | undefined> {
  const ofOwner = eq(taskRevisions.userId, userId);
  const locked = db
    .$with('locked')
    .as(
      db
        .select({ revision: taskRevisions.revision })
        .from(taskRevisions)
        .where(ofOwner)
        .for('update'),
    );
  const written = db.$with('written').as(
    db
      .update(tasks)
      .set({
        ...values,
        version: sql`${locked.revision} + 1`,
        updatedAt: sql`greatest(clock_timestamp(), ${tasks.updatedAt} + interval '1 microsecond')`,
      })
      .from(locked)
      .where(and(live(userId), eq(tasks.id, id)))
      .returning(row),
  );
  const counted = db.$with('counted').as(
    db
      .update(taskRevisions)
      .set({
        revision: sql`${taskRevisions.revision} + 1`,
        taskCount: sql`${taskRevisions.taskCount} + ${countChange}`,
      })
      .where(and(ofOwner, exists(db.select().from(written)))),
  );
  const [task] = await db.with(locked, written, counted).select().from(written);
  return task;
}
