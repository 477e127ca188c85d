import { eq, sql } from 'drizzle-orm';
import type { TaskOperation } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { findNamed, missingPlaces, type NamedTasks } from './named-tasks';
import { taskRevisions } from './schema/tasks';
import { inTransaction } from './transaction';
import { changeAll, createAll, type Step } from './write-steps';

/** Why nothing was written: tasks that were not found, by their places; or more tasks than the user may hold. */
export type BulkRefusal = { missing: number[] } | 'full';

/**
 * Does all operations in one transaction, or none: what each did, in their order, each with a version
 * of its own. No two may name the same task. One statement creates, another changes, deletes and restores.
 */
export function writeTasks(
  db: Db,
  userId: string,
  operations: TaskOperation[],
  max: number,
): Promise<TaskChange[] | BulkRefusal> {
  return inTransaction(db, async (transaction) => {
    const { revision, taskCount } = await lockLedger(transaction, userId);
    const named = await findNamed(transaction, userId, operations);
    const missing = missingPlaces(operations, named);
    if (missing.length > 0) return { missing };
    const steps = toSteps(operations, named, revision);
    const writes = steps.filter(({ version }) => version > revision);
    const growth = count(writes, 'create') + count(writes, 'restore') - count(writes, 'delete');
    if (growth > 0 && taskCount + growth > max) return 'full';

    const known = [
      ...[...named.values()].map(({ task }) => task),
      ...(await createAll(transaction, userId, writes)),
      ...(await changeAll(transaction, userId, writes)),
    ];
    await transaction
      .update(taskRevisions)
      .set({ revision: revision + writes.length, taskCount: taskCount + growth })
      .where(eq(taskRevisions.userId, userId));
    const byVersion = new Map(known.map((task) => [task.version, task]));
    return steps.map(({ op, version }) => toChange(op, byVersion.get(version)));
  });
}

/** From here on the user's other writers wait. */
async function lockLedger(db: Db, userId: string) {
  const [ledger] = await db
    .insert(taskRevisions)
    .values({ userId })
    .onConflictDoUpdate({
      target: taskRevisions.userId,
      set: { revision: sql`${taskRevisions.revision}` },
    })
    .returning();
  if (!ledger) throw new Error('An upsert gave no row');
  return ledger;
}

/** To bring back what is not deleted writes nothing: such a step has the version that the task has already. */
function toSteps(operations: TaskOperation[], named: NamedTasks, revision: number): Step[] {
  let next = revision;
  return operations.map((operation) => {
    const there = operation.op === 'restore' ? named.get(operation.id) : undefined;
    const version = there && !there.isDeleted ? there.task.version : (next += 1);
    return { ...operation, version };
  });
}

function toChange(op: TaskOperation['op'], task: Task | undefined): TaskChange {
  if (!task) throw new Error('An operation wrote nothing');
  if (op === 'delete') return { type: 'delete', id: task.id, version: task.version };
  return { type: 'upsert', task };
}

function count(operations: TaskOperation[], op: TaskOperation['op']): number {
  return operations.filter((operation) => operation.op === op).length;
}
