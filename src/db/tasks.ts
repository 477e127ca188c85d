import { and, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { CreateTask, Task, TaskPatch } from '@/contract/tasks';
import type { Db } from './client';
import { failureCode } from './failures';
import { taskRevisions, tasks } from './schema/tasks';
import { isRestorable, live } from './task-filters';
import { columnsOf, row } from './task-row';
import { writeTask } from './write-task';

const NOT_NULL_VIOLATION = '23502';

/** The task, unless it is unknown, deleted or somebody else's. */
export async function findTask(db: Db, userId: string, id: number): Promise<Task | undefined> {
  const [task] = await db
    .select(row)
    .from(tasks)
    .where(and(live(userId), eq(tasks.id, id)));
  return task;
}

/** The new task, or undefined if the user already holds `max` of them. */
export async function createTask(
  db: Db,
  userId: string,
  input: Omit<CreateTask, 'user_id'>,
  max: number,
): Promise<Task | undefined> {
  const bumped = db.$with('bumped').as(
    db
      .insert(taskRevisions)
      .values({ userId, revision: 1, taskCount: 1 })
      .onConflictDoUpdate({
        target: taskRevisions.userId,
        set: {
          revision: sql`${taskRevisions.revision} + 1`,
          taskCount: sql`${taskRevisions.taskCount} + 1`,
        },
        setWhere: lt(taskRevisions.taskCount, max),
      })
      .returning({ revision: taskRevisions.revision, now: sql`clock_timestamp()`.as('now') }),
  );
  // Read where the row is locked, so that tasks are created in the order of their versions.
  const now = sql`(select ${bumped.now} from ${bumped})`;
  const [task] = await db
    .with(bumped)
    .insert(tasks)
    .values({
      ...columnsOf(input),
      userId,
      title: input.title,
      createdAt: now,
      updatedAt: now,
      version: sql`(select ${bumped.revision} from ${bumped})`,
    })
    .returning(row)
    .catch(noneIfFull);
  return task;
}

/** The task with the changes made, unless it is unknown, deleted, somebody else's or of none of the versions. */
export async function updateTask(
  db: Db,
  userId: string,
  id: number,
  patch: TaskPatch,
  versions?: number[],
): Promise<Task | undefined> {
  return writeTask(db, userId, id, { where: isLive(versions), values: columnsOf(patch) });
}

/** The task with `completed` set, or flipped where it is undefined; undefined as in `updateTask`. */
export async function toggleTask(
  db: Db,
  userId: string,
  id: number,
  completed: boolean | undefined,
  versions?: number[],
): Promise<Task | undefined> {
  return writeTask(db, userId, id, {
    where: isLive(versions),
    values: { completed: completed ?? sql`not ${tasks.completed}` },
  });
}

/** The task as it was deleted; it stays behind as a tombstone. Undefined as in `updateTask`. */
export async function deleteTask(
  db: Db,
  userId: string,
  id: number,
  versions?: number[],
): Promise<Task | undefined> {
  return writeTask(db, userId, id, {
    where: isLive(versions),
    values: { deletedAt: sql`clock_timestamp()` },
    countChange: -1,
  });
}

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
  return db.transaction(async (transaction) => {
    // A statement of its own, so that the next ones see what the writer ahead has done.
    await transaction
      .select()
      .from(taskRevisions)
      .where(eq(taskRevisions.userId, userId))
      .for('update');
    const [found] = await transaction
      .select({ ...row, deletedAt: tasks.deletedAt })
      .from(tasks)
      .where(and(eq(tasks.userId, userId), eq(tasks.id, id), or(isLive(), isRestorable)));
    if (!found) return undefined;
    const { deletedAt, ...task } = found;
    if (deletedAt === null) return task;
    const values = { deletedAt: null };
    const where = isRestorable;
    const restored = await writeTask(transaction, userId, id, {
      where,
      values,
      countChange: 1,
      max,
    });
    return restored ?? 'full';
  });
}

function isLive(versions?: number[]): SQL | undefined {
  return and(isNull(tasks.deletedAt), versions && inArray(tasks.version, versions));
}

/** Where `bumped` has no row, the task would have neither times nor version. */
function noneIfFull(error: unknown): never[] {
  if (failureCode(error) === NOT_NULL_VIOLATION) return [];
  throw error;
}
