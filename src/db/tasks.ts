import { and, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { CreateTask, Task, TaskPatch } from '@/contract/tasks';
import type { Db } from './client';
import { failureCode } from './failures';
import { taskRevisions, tasks } from './schema/tasks';
import { live } from './task-filters';
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

function isLive(versions?: number[]): SQL | undefined {
  return and(isNull(tasks.deletedAt), versions && inArray(tasks.version, versions));
}

/** Where `bumped` has no row, the task would have neither times nor version. */
function noneIfFull(error: unknown): never[] {
  if (failureCode(error) === NOT_NULL_VIOLATION) return [];
  throw error;
}
