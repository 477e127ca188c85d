import { sql } from 'drizzle-orm';
import type { TaskPatch } from '@/contract/tasks';
import { tasks } from './schema/tasks';

/** The columns of a task, under their names on the wire. */
export const row = {
  id: tasks.id,
  user_id: tasks.userId,
  title: tasks.title,
  description: tasks.description,
  completed: tasks.completed,
  due_date: tasks.dueDate,
  priority: tasks.priority,
  // As JSON, because drizzle's own reading of an array loses backslashes.
  tags: sql<string[]>`to_json(${tasks.tags})`.as('tags'),
  created_at: tasks.createdAt,
  updated_at: tasks.updatedAt,
  version: tasks.version,
};

/** What `updated_at` becomes at a write: it grows even where the clock does not. */
export const nextInstant = sql`greatest(clock_timestamp(), ${tasks.updatedAt} + interval '1 microsecond')`;

/** What is given of a task, under the names of the columns; what is not given is undefined. */
export function columnsOf(fields: TaskPatch) {
  const { title, description, completed, due_date: dueDate, priority, tags } = fields;
  return { title, description, completed, dueDate, priority, tags };
}
