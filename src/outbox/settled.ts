import type { Task } from '@/contract/tasks';
import type { CommandOf, Entry } from './command';
import { isContested } from './field-values';

/**
 * Changes that were refused as conflicts and are none any more, as tasks are shown: there is nothing to choose. None of a
 * task of which something has yet to be sent, which is shown already.
 */
export function settledIn(entries: readonly Entry[], shown: ReadonlyMap<number, Task>): Entry[] {
  const onItsWay = new Set(entries.filter(({ refusal }) => !refusal).map(idOf));
  return entries.filter((entry) => {
    const now = shown.get(idOf(entry));
    return isConflict(entry) && now && !onItsWay.has(now.id) && !isContested(now, entry.command);
  });
}

function idOf({ command }: Entry): number {
  return command.id;
}

function isConflict(entry: Entry): entry is Entry<CommandOf<'update'>> {
  return entry.command.op === 'update' && entry.refusal?.kind === 'conflict';
}
