import type { TaskOperation } from '@/contract/task-bulk';
import type { Command } from './command';

/** A command as a step of a bulk; an update is none, as there it would overwrite what others changed meanwhile. */
export function operationOf(command: Command): TaskOperation | undefined {
  const { op, id } = command;
  switch (op) {
    case 'create':
      return { op, ...command.fields };
    case 'update':
      return undefined;
    case 'complete':
      return { op, id, completed: command.completed };
    case 'delete':
    case 'restore':
      return { op, id };
  }
}
