import type { CommandOf } from './command';
import { hasValues, isContested } from './field-values';
import { onPresent } from './on-present';
import type { Outcome } from './outcome';
import type { Tasks } from './perform';
import { CHANGED } from './refusal';

/**
 * Changes fields unless somebody else has changed the same ones; that they changed others is no conflict.
 * A change that an earlier try has made already, its answer being lost, is made.
 * @throws what the server answers, but for a version that it no longer has.
 */
export function update(tasks: Tasks, command: CommandOf<'update'>): Promise<Outcome> {
  const { id, fields } = command;
  return onPresent(tasks, id, async (task, ifSame) => {
    if (isContested(task, command)) return { refusal: CHANGED };
    if (hasValues(task, fields)) return { change: { type: 'upsert', task } };
    const target = { user_id: tasks.userId, id };
    const changed = await tasks.client.tasks.update.mutate({ ...target, ...fields }, ifSame);
    return { change: { type: 'upsert', task: changed } };
  });
}
