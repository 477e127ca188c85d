import { type TaskChange, versionOf } from '@/contract/task-changes';
import { type Acknowledged, explains, type State } from './books';
import { createClaims, take } from './claims';
import { groupBy } from './groups';
import type { Row } from './history';
import { breakPromise, type Measures } from './measures';
import type { Person } from './people';

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
  const claims = createClaims(unknown);
  const states = new Map<number, State>();
  let found = 0;
  let repeated = 0;

  for (const [index, row] of history.entries()) {
    const { id, version } = row.task;
    if (version !== index + 1) {
      fail('Versions count the writes', `version ${version} is number ${index + 1}`);
    }
    const before = states.get(id);
    const after = stateOf(row);
    const answers = told.get(version) ?? take(untold.get(id), before, after);
    const right = answers.filter((answer) => isTold(answer, before, after, row));
    found += right.length;
    for (const answer of answers) if (!right.includes(answer)) lost(answer, row);
    const made = right.filter((answer) => explains(answer, before, after));
    // A restore of what is not deleted tells the write that was the last one.
    const others = made.filter(({ kind }) => kind !== 'restore');
    repeated += right.length - Math.max(others.length, Math.min(made.length, 1));
    if (others.length > 1) fail('A version is of one write', `version ${version}`);
    if (made.length > 0) {
      if (claims.isTorn()) torn(version);
    } else if (!claims.claim(id, before, after)) {
      fail('Nothing is written that nobody asked for', JSON.stringify(row));
    }
    told.delete(version);
    states.set(id, after);
  }
  told.delete(undefined);
  for (const answer of [...told.values(), ...untold.values()].flat()) lost(answer);
  if (claims.isTorn()) torn(history.length);
  if (revision !== history.length) {
    fail('Versions count the writes', `revision ${revision} after ${history.length} writes`);
  }
  return {
    acknowledged: acknowledged.length - repeated,
    found: found - repeated,
    unknown: unknown.length,
    happened: claims.happened(),
    written: history.length,
  };

  function torn(version: number): void {
    fail('A bulk is written whole or not at all', `it ends at version ${version}`);
  }

  function lost(answer: Acknowledged, row?: Row): void {
    fail('What was acknowledged is there', JSON.stringify({ answer, row }));
  }

  function fail(promise: string, example: string): void {
    breakPromise(measures, promise, `person ${person.number}: ${example}`);
  }
}

/** Whether an answer tells what was written; that to a restore may tell a write of others. */
function isTold(answer: Acknowledged, before: State | undefined, after: State, row: Row): boolean {
  const { change, kind } = answer;
  if (kind !== 'restore' && !explains(answer, before, after)) return false;
  return change === undefined || isSame(change, row);
}

function isSame(change: TaskChange, { task, deleted }: Row): boolean {
  if (change.type === 'delete') return deleted && change.id === task.id;
  const fields = Object.keys(task) as (keyof typeof task)[];
  const isField = (field: keyof typeof task) =>
    JSON.stringify(change.task[field]) === JSON.stringify(task[field]);
  return !deleted && fields.every(isField);
}

function stateOf({ task, deleted }: Row): State {
  const { title, description, completed, due_date, priority, tags, version } = task;
  return {
    title,
    description,
    completed,
    due_date,
    priority,
    tags,
    version,
    isDeleted: deleted,
  };
}
