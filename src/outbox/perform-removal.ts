import { type Command, type CommandOf, type Entry, isCareful } from './command';
import { hasValues, writtenIn } from './field-values';
import { onPresent } from './on-present';
import type { Outcome } from './outcome';
import type { Tasks } from './perform';
import { CHANGED, deleted } from './refusal';

/**
 * Deletes a task unless somebody has written something else into it than was seen.
 * @throws what the server answers, but for a version that it no longer has.
 */
export function removeUnchanged(tasks: Tasks, { id, seen }: CommandOf<'delete'>): Promise<Outcome> {
  return onPresent(tasks, id, async (task, ifSame) => {
    if (!hasValues(task, writtenIn(seen))) return { refusal: CHANGED };
    await tasks.client.tasks.delete.mutate({ user_id: tasks.userId, id }, ifSame);
    return deleted(tasks, id);
  });
}

/** A bulk has no If-Match: what is known to be changed is refused before it, and the others go without. */
export function refuseChanged(tasks: Tasks, entries: Entry[]): Outcome[] | undefined {
  const areChanged = entries.map((entry) => isCareful(entry) && isChanged(tasks, entry.command));
  if (!areChanged.includes(true)) return undefined;
  return areChanged.map((isOne) => (isOne ? { refusal: CHANGED } : 'again'));
}

function isChanged(tasks: Tasks, command: Command): boolean {
  const task = tasks.find(command.id);
  return task !== undefined && 'seen' in command && !hasValues(task, writtenIn(command.seen));
}
