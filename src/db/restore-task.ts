import { and, eq, isNull, or } from 'drizzle-orm';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { statement } from './statement';
import { isRestorable } from './task-filters';
import { lockedLedger } from './task-revisions';
import { row, type TaskRow, toTask } from './task-row';
import { type Target, writeTask } from './write-task';

const restore = statement<Target & { max: number }, TaskRow>((db, { userId, id, max }) =>
  writeTask(
    db,
    { userId, id },
    {
      where: isRestorable,
      set: { deletedAt: null },
      countChange: 1,
      max,
    },
  ),
);

/** Why nothing was restored. It locks as writers do, so that it waits for who is ahead and reads what they did. */
const find = statement<Target, TaskRow & { deleted_at: string | null; task_count: number }>(
  (db, { userId, id }) => {
    const { ledger, isLocked, taskCount } = lockedLedger(db, { userId });
    return db
      .with(ledger)
      .select({ ...row, deletedAt: tasks.deletedAt, taskCount: taskCount.as('task_count') })
      .from(tasks)
      .where(
        and(
          isLocked,
          eq(tasks.userId, userId),
          eq(tasks.id, id),
          or(isNull(tasks.deletedAt), isRestorable),
        ),
      )
      .for('update');
  },
);

/**
 * A task that was deleted in the last 30 days, as it is again, and one that is not deleted as it is;
 * `full` if the user already holds `max` of them, undefined if it is unknown, forgotten or somebody else's.
 */
export async function restoreTask(
  db: Db,
  userId: string,
  id: number,
  max: number,
): Promise<Task | 'full' | undefined> {
  for (;;) {
    const [restored] = await restore(db, { userId, id, max });
    if (restored) return toTask(restored);
    const [found] = await find(db, { userId, id });
    if (!found) return undefined;
    if (found.deleted_at === null) return toTask(found);
    if (found.task_count >= max) return 'full';
    // It was deleted, or there was room again, between the two.
  }
}
