import { and, eq, isNull, lt, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { CreateTask, Task, TaskPatch } from '@/contract/tasks';
import type { Db } from './client';
import { failureCode } from './failures';
import { taskRevisions, tasks } from './schema/tasks';
import { type Placeholders, statement } from './statement';
import { live } from './task-filters';
import { columnsFor, row, type TaskRow, toTask, valuesOf } from './task-row';
import { type Target, writeTask } from './write-task';

const NOT_NULL_VIOLATION = '23502';

type Fields = ReturnType<typeof valuesOf>;

/** A task, and the versions it may have; undefined for any. */
type Versioned = Target & { versions: string | undefined };

const find = statement<Target, TaskRow>(
  (db, { userId, id }) =>
    db
      .select(row)
      .from(tasks)
      .where(and(live(userId), eq(tasks.id, id))),
  { isShort: true },
);

const create = statement<Fields & { userId: string; max: number }, TaskRow>(insertion);

const update = statement<Fields & Versioned, TaskRow>((db, values) =>
  writeTask(db, values, { where: isLive(values.versions), set: columnsFor(values) }),
);

const toggle = statement<Versioned & { completed: boolean | undefined }, TaskRow>((db, values) =>
  writeTask(db, values, {
    where: isLive(values.versions),
    set: { completed: values.completed ? sql`${values.completed}` : sql`not ${tasks.completed}` },
  }),
);

const remove = statement<Versioned, TaskRow>((db, values) =>
  writeTask(db, values, {
    where: isLive(values.versions),
    set: { deletedAt: sql`clock_timestamp()` },
    countChange: -1,
  }),
);

/** The task, unless it is unknown, deleted or somebody else's. */
export async function findTask(db: Db, userId: string, id: number): Promise<Task | undefined> {
  return first(await find(db, { userId, id }));
}

/** The new task, or undefined if the user already holds `max` of them. */
export async function createTask(
  db: Db,
  userId: string,
  input: Omit<CreateTask, 'user_id'>,
  max: number,
): Promise<Task | undefined> {
  return first(await create(db, { ...valuesOf(input), userId, max }).catch(noneIfFull));
}

/** The task with the changes made, unless it is unknown, deleted, somebody else's or of none of the versions. */
export async function updateTask(
  db: Db,
  userId: string,
  id: number,
  patch: TaskPatch,
  versions?: number[],
): Promise<Task | undefined> {
  return first(await update(db, { ...valuesOf(patch), userId, id, versions: listed(versions) }));
}

/** The task with `completed` set, or flipped where it is undefined; undefined as in `updateTask`. */
export async function toggleTask(
  db: Db,
  userId: string,
  id: number,
  completed: boolean | undefined,
  versions?: number[],
): Promise<Task | undefined> {
  return first(await toggle(db, { userId, id, completed, versions: listed(versions) }));
}

/** The task as it was deleted; it stays behind as a tombstone. Undefined as in `updateTask`. */
export async function deleteTask(
  db: Db,
  userId: string,
  id: number,
  versions?: number[],
): Promise<Task | undefined> {
  return first(await remove(db, { userId, id, versions: listed(versions) }));
}

function insertion(
  db: Db,
  { userId, max, ...values }: Placeholders<Fields & { userId: string; max: number }>,
) {
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
  return db
    .with(bumped)
    .insert(tasks)
    .values({
      ...columnsFor(values),
      title: sql`${values.title}`,
      userId,
      createdAt: now,
      updatedAt: now,
      version: sql`(select ${bumped.revision} from ${bumped})`,
    })
    .returning(row);
}

function isLive(versions: Placeholder | undefined): SQL | undefined {
  return and(
    isNull(tasks.deletedAt),
    versions && sql`${tasks.version} = any(${versions}::bigint[])`,
  );
}

/** One value, so that there is one statement for any number of versions. */
function listed(versions: number[] | undefined): string | undefined {
  return versions && makePgArray(versions);
}

function first([found]: TaskRow[]): Task | undefined {
  return found && toTask(found);
}

/** Where `bumped` has no row, the task would have neither times nor version. */
function noneIfFull(error: unknown): never[] {
  if (failureCode(error) === NOT_NULL_VIOLATION) return [];
  throw error;
}
