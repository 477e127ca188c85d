import type { Task } from '@/contract/tasks';
import type { CommandOf, Fields } from './command';

/** What a new task has where nothing else is asked for. */
export const EMPTY = {
  description: null,
  completed: false,
  due_date: null,
  priority: 'none',
  tags: [],
} satisfies Fields;

/** Everything about a task that people write. */
export function writtenIn(task: Task): Fields & Pick<Task, 'title'> {
  const { title, description, completed, due_date, priority, tags } = task;
  return { title, description, completed, due_date, priority, tags };
}

/** What a task has in the fields that `fields` has, in a fixed order. */
export function valuesIn(task: Fields, fields: Fields): Fields {
  const names = Object.keys(fields).toSorted() as (keyof Fields)[];
  return Object.fromEntries(names.map((name) => [name, task[name]]));
}

/** Whether a task has these values. */
export function hasValues(task: Task, fields: Fields): boolean {
  return JSON.stringify(valuesIn(task, fields)) === JSON.stringify(valuesIn(fields, fields));
}

/** Whether somebody else has changed what a command is to change, and to something else. */
export function isContested(task: Task, { fields, seen }: CommandOf<'update'>): boolean {
  return !hasValues(task, fields) && !hasValues(seen, valuesIn(task, fields));
}
