import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { DueDate, Priority } from '@/contract/task-fields';
import type { ListTasks, Task } from '@/contract/tasks';
import { text } from '@/contract/text';
import { tasks } from './schema/tasks';

type Order = 'asc' | 'desc';

interface TaskSort {
  defaultOrder: Order;
  /** What the rows are sorted by. */
  expression: (order: Order) => SQL;
  /** The same value of one task, as text that PostgreSQL reads. */
  key: (task: Task, order: Order) => string;
  keySchema: z.ZodType<string>;
}

/** A moment as PostgreSQL reads it. */
export const instantKey = z.iso
  .datetime({ precision: 6 })
  // PostgreSQL has no year 0.
  .refine((instant) => !instant.startsWith('0000'));

/** The sort keys of the contract; none of them is ever null, so that pages can begin behind any task. */
export const taskSorts: Record<ListTasks['sort'], TaskSort> = {
  created: {
    defaultOrder: 'desc',
    expression: () => sql`${tasks.createdAt}`,
    key: (task) => task.created_at,
    keySchema: instantKey,
  },
  updated: {
    defaultOrder: 'desc',
    expression: () => sql`${tasks.updatedAt}`,
    key: (task) => task.updated_at,
    keySchema: instantKey,
  },
  title: {
    defaultOrder: 'asc',
    expression: () => sql`${tasks.title} collate "und-x-icu"`,
    key: (task) => task.title,
    keySchema: text(200),
  },
  due_date: {
    defaultOrder: 'asc',
    expression: (order) => sql`coalesce(${tasks.dueDate}, ${sql.raw(`'${undated(order)}'`)}::date)`,
    key: (task, order) => task.due_date ?? undated(order),
    keySchema: z.union([DueDate, z.literal(['infinity', '-infinity'])]),
  },
  priority: {
    defaultOrder: 'desc',
    expression: () => sql`${tasks.priority}`,
    key: (task) => task.priority,
    keySchema: Priority,
  },
};

/** The direction in which a query lists. */
export function orderOf({ sort, order }: Pick<ListTasks, 'sort' | 'order'>): Order {
  return order ?? taskSorts[sort].defaultOrder;
}

/** Tasks without due date come last in both directions. */
function undated(order: Order) {
  return order === 'asc' ? 'infinity' : '-infinity';
}
