import type { TaskChange } from '@/contract/task-changes';
import type { Task, TaskPatch } from '@/contract/tasks';

/** A change of one task that was asked for. */
export interface Write {
  kind: 'create' | 'update' | 'toggle' | 'delete' | 'restore';
  /** Which task; none for one that is to be made. */
  id?: number;
  /** What it is to hold then; titles are never used twice. */
  fields?: TaskPatch;
  /** The version that `If-Match` named. */
  ifMatch?: number;
  /** Those with the same number are done together or not at all. */
  bulk?: number;
}

/** A write that was answered with success, and what the answer said; the one to a DELETE says nothing. */
export interface Acknowledged extends Write {
  change: TaskChange | undefined;
}

/** What the clients of one user know that they did. */
export interface Books {
  acknowledged: Acknowledged[];
  /** Those that were not answered, or with 503: they may or may not have happened. */
  unknown: Write[];
}

/** What holds before a write and after it, but for times and versions. */
export type State = Required<{
  [Field in keyof TaskPatch]: Task[Field & keyof Task];
}> & { version: number; isDeleted: boolean };

/** Whether a write, done to a task as it was before, makes it what it is after. */
export function explains(write: Write, before: State | undefined, after: State): boolean {
  const { kind, ifMatch } = write;
  if (ifMatch !== undefined && before?.version !== ifMatch) return false;
  if ((kind === 'create') === (before !== undefined)) return false;
  if (before && (kind === 'restore') !== before.isDeleted) return false;
  const expected: State = {
    ...(before ?? BLANK),
    ...(kind === 'toggle' && { completed: !before?.completed }),
    ...(write.fields as Partial<State>),
    isDeleted: kind === 'delete',
    version: after.version,
  };
  return FIELDS.every((field) => isSame(expected[field], after[field]));
}

const BLANK: State = {
  title: '',
  description: null,
  completed: false,
  due_date: null,
  priority: 'none',
  tags: [],
  version: 0,
  isDeleted: false,
};
const FIELDS = Object.keys(BLANK) as (keyof State)[];

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
