import { type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { Task, TaskPatch } from '@/contract/tasks';
import { toIsoInstant } from './schema/iso-instant';
import { tasks } from './schema/tasks';
import { fromTextArray } from './schema/text-array';
import type { Placeholders } from './statement';

/** The columns of a task, which have the names on the wire. */
export const row = {
  id: tasks.id,
  user_id: tasks.userId,
  title: tasks.title,
  description: tasks.description,
  completed: tasks.completed,
  due_date: tasks.dueDate,
  priority: tasks.priority,
  tags: tasks.tags,
  created_at: tasks.createdAt,
  updated_at: tasks.updatedAt,
  version: tasks.version,
};

/** A task as postgres.js reads it. */
export type TaskRow = Omit<Task, 'id' | 'version' | 'tags'> &
  Record<'id' | 'version' | 'tags', string>;

/** The task in a row. */
export function toTask(found: TaskRow): Task {
  return {
    id: Number(found.id),
    user_id: found.user_id,
    title: found.title,
    description: found.description,
    completed: found.completed,
    due_date: found.due_date,
    priority: found.priority,
    tags: fromTextArray(found.tags),
    created_at: toIsoInstant(found.created_at),
    updated_at: toIsoInstant(found.updated_at),
    version: Number(found.version),
  };
}

/** The task in a row as the JSON that `toTask` gives. */
export const taskAsJson = sql`json_build_object(
  'id', id, 'user_id', user_id, 'title', title, 'description', description, 'completed', completed,
  'due_date', due_date, 'priority', priority, 'tags', tags,
  'created_at', ${asInstant(sql`created_at`)}, 'updated_at', ${asInstant(sql`updated_at`)}, 'version', version)`;

/** Whether a row has a task, where rows without one are possible. */
export function hasTask<Row extends { id: string | null }>(
  found: Row,
): found is Extract<Row, { id: string }> {
  return found.id !== null;
}

/** What `updated_at` becomes at a write: it grows even where the clock does not. */
export const nextInstant = sql`greatest(clock_timestamp(), ${tasks.updatedAt} + interval '1 microsecond')`;

/** What is given of a task as values of a statement; what is not given is undefined. */
export function valuesOf(fields: TaskPatch) {
  const { title, description, completed, due_date, priority, tags } = fields;
  return { title, description, completed, due_date, priority, tags: tags && makePgArray(tags) };
}

/** The columns that those values are written to. */
export function columnsFor(values: Placeholders<ReturnType<typeof valuesOf>>) {
  const { title, description, completed, due_date: dueDate, priority, tags } = values;
  return {
    title: title && sql`${title}`,
    description: description && sql`${description}`,
    completed: completed && sql`${completed}`,
    dueDate: dueDate && sql`${dueDate}`,
    priority: priority && sql`${priority}`,
    tags: tags && sql`${tags}`,
  };
}

function asInstant(column: SQL): SQL {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
