import { explains, type State, type Write } from './books';
import { groupBy } from './groups';

/** Writes of which nobody knows whether they happened, until what is there shows it. */
export interface Claims {
  /** Whether one of them explains a change of a task; it explains no other then. */
  claim: (id: number, before: State | undefined, after: State) => boolean;
  /** Whether a bulk has begun of which more has to follow at once. */
  isTorn: () => boolean;
  happened: () => number;
}

/** Of the writes of a bulk the first makes a task, and the others come right behind it. */
export function createClaims(unknown: Write[]): Claims {
  const bulks = groupBy(unknown, ({ bulk }) => bulk);
  const asked = groupBy(
    unknown.filter(({ bulk, kind }) => bulk === undefined || kind === 'create'),
    ({ id, fields }) => id ?? fields?.title,
  );
  let due: Write[] = [];
  let happened = 0;
  return { claim, isTorn: () => due.length > 0, happened: () => happened };

  function claim(id: number, before: State | undefined, after: State): boolean {
    const isDue = due.length > 0;
    const candidates = isDue ? due.splice(0, 1) : asked.get(before ? id : after.title);
    const [write] = take(candidates, before, after);
    if (!write) return false;
    happened += 1;
    if (!isDue && write.bulk !== undefined) due = bulks.get(write.bulk)?.slice(1) ?? [];
    return true;
  }
}

/** Takes the first of the writes that explains a change out of them. */
export function take<Asked extends Write>(
  writes: Asked[] = [],
  before: State | undefined,
  after: State,
): Asked[] {
  const index = writes.findIndex((write) => explains(write, before, after));
  return index < 0 ? [] : writes.splice(index, 1);
}
