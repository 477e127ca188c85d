import type { Task } from '@/contract/tasks';
import { type CommandOf, type Entry, mayBeMade } from './command';
import { EMPTY, hasValues } from './field-values';

/** How far the clocks of the browser and the server may be apart. */
const SKEW_MS = 5_000;

/** The tasks without those that seem to be new ones whose answer was lost, and which are shown as that until it is certain. */
export function withoutTwins(
  tasks: Task[],
  entries: readonly Entry[],
  firstIdOf: (id: number) => number,
): Task[] {
  const inDoubt = entries.filter(mayBeMade);
  if (inDoubt.length === 0) return tasks;
  // Those that are known to be made here are none.
  const unknown = tasks.filter(({ id }) => firstIdOf(id) === id);
  const twins = new Set<number>();
  for (const entry of inDoubt) {
    const twin = unknown.find((task) => !twins.has(task.id) && isTwin(task, entry));
    if (twin) twins.add(twin.id);
  }
  return tasks.filter(({ id }) => !twins.has(id));
}

function isTwin(task: Task, { at, command }: Entry<CommandOf<'create'>>): boolean {
  const isLater = Date.parse(task.created_at) >= at - SKEW_MS;
  return isLater && hasValues(task, { ...EMPTY, ...command.fields });
}
