import type { Task } from '@/contract/tasks';
import { problemOf, withHeaders } from '@/trpc/client';
import type { CommandOf, Fields } from './command';
import type { Outcome } from './outcome';
import type { Tasks } from './perform';

/**
 * Changes fields unless somebody else has changed the same ones; that they changed others is no conflict.
 * A change that an earlier try has made already, its answer being lost, is made.
 * @throws what the server answers, but for a version that it no longer has.
 */
export async function update(tasks: Tasks, command: CommandOf<'update'>): Promise<Outcome> {
  const { id, fields, seen } = command;
  const target = { user_id: tasks.userId, id };
  const task = tasks.find(id) ?? (await tasks.client.tasks.get.query(target));
  if (has(task, fields)) return { change: { type: 'upsert', task } };
  if (!has(seen, pick(task, fields))) {
    return { refusal: { kind: 'conflict', detail: 'Somebody changed it meanwhile.' } };
  }
  const options = withHeaders({ 'If-Match': `"${task.version}"` });
  try {
    const changed = await tasks.client.tasks.update.mutate({ ...target, ...fields }, options);
    return { change: { type: 'upsert', task: changed } };
  } catch (error) {
    if (problemOf(error)?.code !== 'PRECONDITION_FAILED') throw error;
    const now = await tasks.client.tasks.get.query(target);
    tasks.apply([{ type: 'upsert', task: now }]);
    return update(tasks, command);
  }
}

/** Whether the task has these values. */
function has(task: Task, fields: Fields): boolean {
  const own = pick(task, fields);
  return JSON.stringify(own) === JSON.stringify(pick(fields, own));
}

/** What `task` has under the names of `fields`, in a fixed order. */
function pick(task: Fields, fields: Fields): Fields {
  const names = Object.keys(fields).toSorted() as (keyof Fields)[];
  return Object.fromEntries(names.map((name) => [name, task[name]]));
}
