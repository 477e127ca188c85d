import type { Task } from '@/contract/tasks';
import type { Command, Fields } from './command';

/** What takes a command back; `now` is its task as it is shown. Undefined when nothing is left to take back. */
export function inverseOf(command: Command, now: Task | undefined): Command | undefined {
  const { id } = command;
  switch (command.op) {
    case 'create':
    case 'restore':
      return now && { op: 'delete', id, seen: now };
    case 'update': {
      const { fields, seen } = command;
      return { op: 'update', id, fields: valuesIn(seen, fields), seen: { ...seen, ...fields } };
    }
    case 'complete':
      return { op: 'complete', id, completed: !command.completed };
    case 'delete':
      // It may have been brought back from among the deleted ones.
      return now ? undefined : { op: 'restore', id, seen: command.seen };
  }
}

/** The values that a task has in some fields. */
function valuesIn(task: Task, fields: Fields): Fields {
  const names = Object.keys(fields) as (keyof Fields)[];
  return Object.fromEntries(names.map((name) => [name, task[name]]));
}
