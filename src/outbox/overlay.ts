import type { Task } from '@/contract/tasks';
import type { Command, Entry, NewTask } from './command';
import { EMPTY } from './field-values';

/** The tasks as they will be when the server has done what it has not refused. */
export function overlay(userId: string, tasks: Task[], entries: readonly Entry[]): Task[] {
  const open = entries.filter(({ refusal }) => !refusal);
  if (open.length === 0) return tasks;
  const shown = new Map(tasks.map((task) => [task.id, task]));
  for (const entry of open) apply(shown, userId, entry);
  return [...shown.values()];
}

function apply(shown: Map<number, Task>, userId: string, { at, command }: Entry): void {
  const changed = changedBy(command, shown.get(command.id), userId, at);
  if (changed) shown.set(command.id, changed);
  else shown.delete(command.id);
}

function changedBy(
  command: Command,
  task: Task | undefined,
  userId: string,
  at: number,
): Task | undefined {
  switch (command.op) {
    case 'create':
      return newTask(command.id, userId, command.fields, at);
    case 'update':
      return task && { ...task, ...command.fields };
    case 'complete':
      return task && { ...task, completed: command.completed };
    case 'delete':
      return undefined;
    case 'restore':
      return task ?? { ...command.seen, id: command.id };
  }
}

function newTask(id: number, userId: string, fields: NewTask, at: number): Task {
  const instant = new Date(at).toISOString().replace('Z', '000Z');
  return {
    ...EMPTY,
    ...fields,
    id,
    user_id: userId,
    created_at: instant,
    updated_at: instant,
    version: 0,
  };
}
