import { type Entry, isCareful, isNew } from './command';
import { operationOf } from './operation';

const MAX_OPERATIONS = 100;
/** The API takes 65,536 bytes; the rest is for what is around the operations. */
const MAX_BYTES = 60_000;

/**
 * What is to be sent next, in one request: what was tried together is tried together again, else as
 * much as can go at once, or the first half of so many `inDoubt`, of which one cannot be done and nobody
 * knows which. A command on a task that could not be made waits for it.
 */
export function nextBatch(entries: readonly Entry[], inDoubt: number): Entry[] {
  const open = entries.filter(
    ({ command, refusal }) => !refusal && (command.op === 'create' || !isNew(command)),
  );
  const [first] = open;
  if (!first) return [];
  if (first.batch) return open.filter(({ batch }) => batch === first.batch);
  const most = inDoubt > 0 ? Math.ceil(inDoubt / 2) : MAX_OPERATIONS;
  const together = countTogether(open.slice(0, most));
  return open.slice(0, Math.max(together, 1));
}

/** How many from the first on fit into one bulk: it names each task once. */
function countTogether(open: Entry[]): number {
  const named = new Set<number>();
  let bytes = 0;
  const areCareful = isCareful(open[0]!);
  for (const entry of open) {
    const { command, batch } = entry;
    const operation = operationOf(command);
    bytes += new TextEncoder().encode(JSON.stringify(operation)).length;
    const fits = bytes <= MAX_BYTES && !named.has(command.id);
    // One that is refused on the way is no reason to ask for a new task under another key.
    if (batch || !operation || !fits || isCareful(entry) !== areCareful) break;
    named.add(command.id);
  }
  return named.size;
}
