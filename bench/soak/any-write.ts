import { forget, type Person } from './people';
import type { Random } from './random';
import {
  bulk,
  create,
  createOnce,
  remove,
  restore,
  toggle,
  update,
  type WriteRequest,
} from './write-requests';

type Make = (person: Person, random: Random) => WriteRequest;

/** Lists stay as long as those of most people. */
const MOST_TASKS = 80;
const FEWEST_TASKS = 8;

const KINDS: [Make, number][] = [
  [create, 24],
  [createOnce, 12],
  [update, 28],
  [toggle, 14],
  [remove, 10],
  [restore, 6],
  [bulk, 6],
];
const TICKETS = KINDS.flatMap(([make, share]) => Array<Make>(share).fill(make));

/** Any write that makes sense for somebody with these tasks. */
export function anyWrite(person: Person, random: Random): WriteRequest {
  if (person.versions.size < FEWEST_TASKS) return create(person, random);
  const make = random.pick(TICKETS);
  const isGrowth = make === create || make === createOnce || make === restore;
  return (isGrowth && person.versions.size > MOST_TASKS ? remove : make)(person, random);
}

/** After a refusal: what is not there is not asked for again. */
export function giveUp(person: Person, { writes }: WriteRequest, status: number): void {
  if (status !== 404) return;
  for (const { id } of writes) if (id !== undefined) forget(person, id);
}
