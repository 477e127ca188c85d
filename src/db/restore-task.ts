import { and, eq, isNull, or } from 'drizzle-orm';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
import { isRestorable } from './task-filters';
import { row } from './task-row';
import { inTransaction } from './transaction';
import { writeTask } from './write-task';

/**
 * A task that was deleted in the last 30 days, as it is again, and one that is not deleted as it is;
 * `full` if the user already holds `max` of them, undefined if it is unknown, forgotten or somebody else's.
 */
export function restoreTask(
  db: Db,
  userId: string,
  id: number,
  max: number,
): Promise<Task | 'full' | undefined> {
  return inTransaction(db, async (transaction) => {
    // A statement of its own, so that the next ones see what the writer ahead has done.
    await transaction
      .select()
      .from(taskRevisions)
      .where(eq(taskRevisions.userId, userId))
      .for('update');
    const [found] = await transaction
      .select({ ...row, deletedAt: tasks.deletedAt })
      .from(tasks)
      .where(
        and(eq(tasks.userId, userId), eq(tasks.id, id), or(isNull(tasks.deletedAt), isRestorable)),
      );
    if (!found) return undefined;
    const { deletedAt, ...task } = found;
    if (deletedAt === null) return task;
    const restored = await writeTask(transaction, userId, id, {
      where: isRestorable,
      values: { deletedAt: null },
      countChange: 1,
      max,
    });
    return restored ?? 'full';
  });
}
