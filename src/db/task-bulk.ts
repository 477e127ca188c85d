import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { TaskOperation } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
import { live } from './task-filters';
import { columnsOf, nextInstant, row } from './task-row';
import { inTransaction } from './transaction';

/** An operation with the version that its change takes. */
type Step = TaskOperation & { version: number };

/** Why nothing was written: tasks that were not found, by their places; or more tasks than the user may hold. */
export type BulkRefusal = { missing: number[] } | 'full';

/**
 * Does all operations in one transaction, or none: what each did, in their order, each with a version
 * of its own. No two may name the same task. One statement creates, another changes and deletes.
 */
export function writeTasks(
  db: Db,
  userId: string,
  operations: TaskOperation[],
  max: number,
): Promise<TaskChange[] | BulkRefusal> {
  return inTransaction(db, async (transaction) => {
    const { revision, taskCount } = await lockLedger(transaction, userId);
    const missing = await findMissing(transaction, userId, operations);
    if (missing.length > 0) return { missing };
    const growth = count(operations, 'create') - count(operations, 'delete');
    if (growth > 0 && taskCount + growth > max) return 'full';

    const steps = operations.map((each, index) => ({ ...each, version: revision + 1 + index }));
    const written = [
      ...(await createAll(transaction, userId, steps)),
      ...(await changeAll(transaction, userId, steps)),
    ];
    await transaction
      .update(taskRevisions)
      .set({ revision: revision + steps.length, taskCount: taskCount + growth })
      .where(eq(taskRevisions.userId, userId));
    const byVersion = new Map(written.map((task) => [task.version, task]));
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

async function findMissing(db: Db, userId: string, operations: TaskOperation[]): Promise<number[]> {
  const ids = operations.flatMap((operation) => (operation.op === 'create' ? [] : operation.id));
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(live(userId), inArray(tasks.id, ids)));
  const found = new Set(rows.map(({ id }) => id));
  return operations.flatMap((operation, index) =>
    operation.op === 'create' || found.has(operation.id) ? [] : index,
  );
}

async function createAll(db: Db, userId: string, steps: Step[]): Promise<Task[]> {
  const now = sql`clock_timestamp()`;
  const values = steps.flatMap((step) => {
    if (step.op !== 'create') return [];
    const { title, version } = step;
    return { ...columnsOf(step), userId, title, createdAt: now, updatedAt: now, version };
  });
  return values.length === 0 ? [] : db.insert(tasks).values(values).returning(row);
}

async function changeAll(db: Db, userId: string, steps: Step[]): Promise<Task[]> {
  const changes = steps.filter(({ op }) => op !== 'create').map(toRecord);
  if (changes.length === 0) return [];
  return db
    .update(tasks)
    .set({
      title: patched('title'),
      description: patched('description'),
      completed: sql`${patched('completed')} <> change.flips`,
      dueDate: patched('due_date'),
      priority: patched('priority'),
      tags: patched('tags'),
      deletedAt: sql`case when change.deletes then clock_timestamp() end`,
      version: sql`change.version`,
      updatedAt: nextInstant,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as change(id bigint, version bigint, patch jsonb, flips boolean, deletes boolean)`,
    )
    .where(and(live(userId), eq(tasks.id, sql`change.id`)))
    .returning(row);
}

/** A column as the patch has it, and as it was where the patch does not name it. */
function patched(column: keyof typeof row): SQL {
  return sql`(jsonb_populate_record(${tasks}, change.patch)).${sql.identifier(column)}`;
}

function toRecord(step: Step): object {
  const { id, version } = step as Step & { id: number };
  const flips = step.op === 'complete' && step.completed === undefined;
  const { title, description, completed, due_date, priority, tags } = step as Partial<Task>;
  const patch = { title, description, completed, due_date, priority, tags };
  return { id, version, patch, flips, deletes: step.op === 'delete' };
}

function toChange(op: TaskOperation['op'], task: Task | undefined): TaskChange {
  if (!task) throw new Error('An operation wrote nothing');
  if (op === 'delete') return { type: 'delete', id: task.id, version: task.version };
  return { type: 'upsert', task };
}

function count(operations: TaskOperation[], op: TaskOperation['op']): number {
  return operations.filter((operation) => operation.op === op).length;
}
