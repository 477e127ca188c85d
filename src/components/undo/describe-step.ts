import { inFigures } from '@/components/ui/in-figures';
import type { Step, Words } from '@/outbox/history';

/** What is done, what takes it back, and that it was taken back. */
type Verbs = readonly [done: string, undo: string, undone: string];

type Telling = Pick<Step, 'titles' | 'describe'>;

const VERBS = {
  add: ['Added', 'remove', 'Removed'],
  complete: ['Completed', 'reopen', 'Reopened'],
  reopen: ['Reopened', 'complete', 'Completed'],
  delete: ['Deleted', 'bring back', 'Restored'],
  restore: ['Restored', 'delete', 'Deleted again'],
  rename: ['Renamed', 'take back the name of', 'Name taken back'],
  change: ['Changed', 'take back the change of', 'Change taken back'],
} satisfies Record<string, Verbs>;

/** How a step is told, such as `Deleted: Buy milk` or `Deleted 12 tasks`. */
export function describeStep(verb: keyof typeof VERBS, titles: string[]): Telling {
  return { titles, describe: (some) => inWords(VERBS[verb], some) };
}

/** The same of a tag that is given to tasks, or taken from them. */
export function describeTagging(isAdding: boolean, tag: string, titles: string[]): Telling {
  const [add, remove] = [`#${tag} to`, `#${tag} from`];
  const verbs: Verbs = isAdding
    ? [`Added ${add}`, `remove ${remove}`, `Removed ${remove}`]
    : [`Removed ${remove}`, `add ${add}`, `Added ${add}`];
  return { titles, describe: (some) => inWords(verbs, some) };
}

function inWords([done, undo, undone]: Verbs, titles: string[]): Words {
  const what = titles.length === 1 ? `: ${titles[0]}` : ` ${inFigures(titles.length)} tasks`;
  return {
    done: done + what,
    undo: `${undo} ${what.replace(': ', '').trimStart()}`,
    undone: undone + what,
  };
}
