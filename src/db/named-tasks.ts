import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { TaskOperation } from '@/contract/task-bulk';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { statement } from './statement';
import { isRestorable } from './task-filters';
import { row, type TaskRow, toTask } from './task-row';

/** Tasks by their ids, deleted ones that can be brought back among them. */
export type NamedTasks = ReadonlyMap<number, { task: Task; isDeleted: boolean }>;

const select = statement<{ userId: string; ids: string }, TaskRow & { is_deleted: boolean }>(
  (db, { userId, ids }) =>
    db
      .select({ ...row, isDeleted: sql`${tasks.deletedAt} is not null`.as('is_deleted') })
      .from(tasks)
      .where(
        and(
          eq(tasks.userId, userId),
          sql`${tasks.id} = any(${ids}::bigint[])`,
          or(isNull(tasks.deletedAt), isRestorable),
        ),
      ),
);

/** The user's tasks that operations name, as they are. */
export async function findNamed(
  db: Db,
  userId: string,
  operations: TaskOperation[],
): Promise<NamedTasks> {
  const ids = operations.flatMap((operation) => (operation.op === 'create' ? [] : operation.id));
  if (ids.length === 0) return new Map();
  const found = await select(db, { userId, ids: makePgArray(ids) });
  return new Map(
    found.map((each) => [Number(each.id), { task: toTask(each), isDeleted: each.is_deleted }]),
  );
}

/** The places of operations whose task is not there for them: only a restore finds a deleted one. */
export function missingPlaces(operations: TaskOperation[], named: NamedTasks): number[] {
  return operations.flatMap((operation, index) => {
    if (operation.op === 'create') return [];
    const found = named.get(operation.id);
    return found && (!found.isDeleted || operation.op === 'restore') ? [] : index;
  });
}
