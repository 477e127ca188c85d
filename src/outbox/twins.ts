import type { Task } from '@/contract/tasks';
import { type CommandOf, type Entry, mayBeMade } from './command';
import { EMPTY, hasValues } from './field-values';

/** The tasks without those that seem to be new ones whose answer was lost, and which are shown as that until it is certain. */
export function withoutTwins(
  tasks: Task[],
  entries: readonly Entry[],
  firstIdOf: (id: number) => number,
): Task[] {
  const inDoubt = entries.filter(mayBeMade);
  if (inDoubt.length === 0) return tasks;
  const twins = new Set<number>();
  for (const task of tasks) {
    // Those that are known to be made here are none.
    const isKnown = firstIdOf(task.id) !== task.id;
    const entry = isKnown ? undefined : inDoubt.find((one) => isTwin(task, one));
    if (entry) {
      inDoubt.splice(inDoubt.indexOf(entry), 1);
      twins.add(task.id);
    }
  }
  return tasks.filter(({ id }) => !twins.has(id));
}

/** What is made later has a higher id; the clocks of browsers and servers tell nothing. */
function isTwin(task: Task, { after = 0, command }: Entry<CommandOf<'create'>>): boolean {
  return task.id > after && hasValues(task, { ...EMPTY, ...command.fields });
}
