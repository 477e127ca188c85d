import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { TaskOperation } from '@/contract/task-bulk';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { isRestorable } from './task-filters';
import { row } from './task-row';

/** Tasks by their ids, deleted ones that can be brought back among them. */
export type NamedTasks = ReadonlyMap<number, { task: Task; isDeleted: boolean }>;

/** The user's tasks that operations name, as they are. */
export async function findNamed(
  db: Db,
  userId: string,
  operations: TaskOperation[],
): Promise<NamedTasks> {
  const ids = operations.flatMap((operation) => (operation.op === 'create' ? [] : operation.id));
  if (ids.length === 0) return new Map();
  const isDeleted = sql<boolean>`${tasks.deletedAt} is not null`;
  const found = await db
    .select({ task: row, isDeleted })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        inArray(tasks.id, ids),
        or(isNull(tasks.deletedAt), isRestorable),
      ),
    );
  return new Map(found.map((each) => [each.task.id, each]));
}

/** The places of operations whose task is not there for them: only a restore finds a deleted one. */
export function missingPlaces(operations: TaskOperation[], named: NamedTasks): number[] {
  return operations.flatMap((operation, index) => {
    if (operation.op === 'create') return [];
    const found = named.get(operation.id);
    return found && (!found.isDeleted || operation.op === 'restore') ? [] : index;
  });
}
