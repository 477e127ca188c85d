import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { TaskOperation } from '@/contract/task-bulk';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { type Placeholders, statement } from './statement';
import { nextInstant, row, type TaskRow, toTask } from './task-row';

/** An operation with the version that its task has then. */
export type Step = TaskOperation & { version: number };

/** The changes in one JSON text, so that there is one statement for any number of them. */
type Values = { userId: string; changes: string };

const change = statement<Values, TaskRow>(alteration);

/** The tasks that the steps among these make. */
export async function createAll(db: Db, userId: string, writes: Step[]): Promise<Task[]> {
  const now = sql`clock_timestamp()`;
  const values = writes.flatMap((step) => {
    if (step.op !== 'create') return [];
    const { op: _op, due_date: dueDate, ...fields } = step;
    return { ...fields, dueDate, userId, createdAt: now, updatedAt: now };
  });
  return values.length === 0 ? [] : db.insert(tasks).values(values).returning(row);
}

/** The tasks that the other steps change, delete or bring back, as they are then; they were found under the same lock. */
export async function changeAll(db: Db, userId: string, writes: Step[]): Promise<Task[]> {
  const changes = writes.filter(({ op }) => op !== 'create').map(toRecord);
  if (changes.length === 0) return [];
  return (await change(db, { userId, changes: JSON.stringify(changes) })).map(toTask);
}

function alteration(db: Db, { userId, changes }: Placeholders<Values>) {
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
      sql`jsonb_to_recordset(${changes}::jsonb)
        as change(id bigint, version bigint, patch jsonb, flips boolean, deletes boolean)`,
    )
    .where(and(eq(tasks.userId, userId), eq(tasks.id, sql`change.id`)))
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
