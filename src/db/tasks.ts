import { and, eq, lt, sql } from 'drizzle-orm';
import type { CreateTask, Task, TaskChanges, TaskQuery } from '@/contract/tasks';
import type { Db } from './client';
import { failureCode } from './failures';
import { taskRevisions, tasks } from './schema/tasks';
import { decodeCursor, encodeCursor } from './task-cursor';
import { isBehind, live, matches, sortKey } from './task-filters';
import { row } from './task-row';
import { orderOf } from './task-sorts';
import { writeTask } from './write-task';

/** Tasks in their order, and the cursor of the next page if there is one. */
export interface TaskPage {
  tasks: Task[];
  next: string | undefined;
}

const NOT_NULL_VIOLATION = '23502';

/** The tasks of a user that match, all of them or a page; undefined if the cursor is not one of this query. */
export async function listTasks(
  db: Db,
  userId: string,
  query: TaskQuery,
): Promise<TaskPage | undefined> {
  const position = query.cursor === undefined ? undefined : decodeCursor(query, query.cursor);
  if (query.cursor !== undefined && !position) return undefined;

  const order = sql.raw(orderOf(query));
  const statement = db
    .select(row)
    .from(tasks)
    .where(and(live(userId), matches(query), position && isBehind(query, position)))
    .orderBy(sql`${sortKey(query)} ${order}`, sql`${tasks.id} ${order}`);

  if (query.limit === undefined) return { tasks: await statement, next: undefined };
  const found = await statement.limit(query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const more = last !== undefined && found.length > page.length;
  return { tasks: page, next: more ? encodeCursor(query, last) : undefined };
}

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
      userId,
      title: input.title,
      description: input.description,
      completed: input.completed,
      dueDate: input.due_date,
      priority: input.priority,
      tags: input.tags,
      createdAt: now,
      updatedAt: now,
      version: sql`(select ${bumped.revision} from ${bumped})`,
    })
    .returning(row)
    .catch(noneIfFull);
  return task;
}

/** The task with the changes made, unless it is unknown, deleted or somebody else's. */
export async function updateTask(
  db: Db,
  userId: string,
  id: number,
  { title, description, completed, due_date: dueDate, priority, tags }: TaskChanges,
): Promise<Task | undefined> {
  return writeTask(db, userId, id, { title, description, completed, dueDate, priority, tags });
}

/** The task with `completed` set, or flipped where it is undefined; undefined as in `updateTask`. */
export async function toggleTask(
  db: Db,
  userId: string,
  id: number,
  completed: boolean | undefined,
): Promise<Task | undefined> {
  return writeTask(db, userId, id, { completed: completed ?? sql`not ${tasks.completed}` });
}

/** The task as it was deleted; it stays behind as a tombstone. Undefined as in `updateTask`. */
export async function deleteTask(db: Db, userId: string, id: number): Promise<Task | undefined> {
  return writeTask(db, userId, id, { deletedAt: sql`clock_timestamp()` }, -1);
}

/** Where `bumped` has no row, the task would have neither times nor version. */
function noneIfFull(error: unknown): never[] {
  if (failureCode(error) === NOT_NULL_VIOLATION) return [];
  throw error;
}
