import type { Task } from '@/contract/tasks';
import { type Command, isNew } from './command';
import { EMPTY, valuesIn, writtenIn } from './field-values';

/** What takes a command back; `now` is its task as it is shown. Undefined when nothing is left to take back. */
export function inverseOf(command: Command, now: Task | undefined): Command | undefined {
  const { id } = command;
  // A new task that was refused is not shown, and may still be made.
  const isThere = now !== undefined || isNew(command);
  switch (command.op) {
    case 'create': {
      const seen = now && { ...now, ...EMPTY, ...command.fields };
      return seen && { op: 'delete', id, seen, isUndo: true };
    }
    case 'restore': {
      const seen = now && { ...now, ...writtenIn(command.seen) };
      return seen && { op: 'delete', id, seen, isUndo: true };
    }
    case 'update': {
      const { fields, seen } = command;
      const back = { fields: valuesIn(seen, fields), seen: { ...seen, ...fields } };
      return isThere ? { op: 'update', id, ...back } : undefined;
    }
    case 'complete':
      return isThere ? { op: 'complete', id, completed: !command.completed } : undefined;
    case 'delete':
      // It may have been brought back from among the deleted ones.
      return now ? undefined : { op: 'restore', id, seen: command.seen };
  }
}
