import type { CommandOf } from './command';
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
