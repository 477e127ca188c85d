import { versionOf } from '@/contract/task-changes';
import { type Acknowledged, explains, type State } from './books';
import { createClaims, take } from './claims';
import { groupBy } from './groups';
import type { Row } from './history';
import type { Measures } from './measures';
import type { Person } from './people';
import { judge, type Promised } from './promises';
import { isTold, stateOf } from './told';

/** How the books of the clients and those of the database compare. */
export interface Audit {
  /** Writes that were answered with success, and how many of them are there as they were answered. */
  acknowledged: number;
  found: number;
  /** Writes of which nobody knew, and how many of them happened. */
  unknown: number;
  happened: number;
  /** All that there were. */
  written: number;
}

/** Walks through everything that was written for somebody, and asks of each write who wanted it. */
export function audit(measures: Measures, person: Person, history: Row[], revision: number): Audit {
  const { acknowledged, unknown } = person;
  const told = groupBy(acknowledged, ({ change }) => change && versionOf(change));
  const untold = groupBy(told.get(undefined) ?? [], ({ id }) => id);
  told.delete(undefined);
  const claims = createClaims(unknown);
  const states = new Map<number, State>();
  let found = 0;
  let repeated = 0;

  for (const [index, row] of history.entries()) {
    const { id, version } = row.task;
    expectThat('Versions count the writes', version === index + 1, { version, number: index + 1 });
    const before = states.get(id);
    const after = stateOf(row);
    const answers = told.get(version) ?? take(untold.get(id), before, after);
    const right = answers.filter((answer) => isTold(answer, before, after, row));
    found += right.length;
    for (const answer of answers) isThere(right.includes(answer), { answer, row });
    const made = right.filter((answer) => explains(answer, before, after));
    // A restore of what is not deleted tells the write that was the last one.
    const others = made.filter(({ kind }) => kind !== 'restore');
    repeated += right.length - Math.max(others.length, Math.min(made.length, 1));
    expectThat('A version is of one write', others.length <= 1, { version });
    const isAsked = made.length > 0 || claims.claim(id, before, after);
    expectThat('Nothing is written that nobody asked for', isAsked, row);
    if (made.length > 0 && claims.isTorn()) isWhole(false, { version });
    told.delete(version);
    states.set(id, after);
  }
  for (const answer of [...told.values(), ...untold.values()].flat()) isThere(false, { answer });
  if (claims.isTorn()) isWhole(false, { revision });
  for (const bulk of bulksOf(acknowledged)) isWhole(isInARow(bulk), bulk);
  expectThat('Versions count the writes', revision === history.length, { revision });
  return {
    acknowledged: acknowledged.length - repeated,
    found: found - repeated,
    unknown: unknown.length,
    happened: claims.happened(),
    written: history.length,
  };

  function isThere(isKept: boolean, example: object): void {
    expectThat('What was acknowledged is there', isKept, example);
  }

  function isWhole(isKept: boolean, example: object): void {
    expectThat('A bulk is written whole or not at all', isKept, example);
  }

  function expectThat(promise: Promised, isKept: boolean, example: object): void {
    judge(measures, promise, isKept, () => `person ${person.number}: ${JSON.stringify(example)}`);
  }
}

/** What was answered to each bulk. */
function bulksOf(acknowledged: Acknowledged[]): Acknowledged[][] {
  const bulks = groupBy(acknowledged, ({ bulk }) => bulk);
  bulks.delete(undefined);
  return [...bulks.values()];
}

/** Whether each write of a bulk has the version that follows the one before. */
function isInARow(bulk: Acknowledged[]): boolean {
  const versions = bulk.map(({ change }) => (change ? versionOf(change) : NaN));
  return versions.every((version, index) => version === (versions[0] ?? 0) + index);
}
