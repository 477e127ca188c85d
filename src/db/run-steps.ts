import { sql } from 'drizzle-orm';
import type { TaskOperation } from '@/contract/task-bulk';
import type { Db } from './client';
import { failureCode } from './failures';
import { type Attempt, type AttemptValues, claimParts, keepingParts } from './idempotency';
import { type Placeholders, statement } from './statement';
import { planningParts, stepsOf, type StepValues, writingParts } from './write-steps';

/** Why nothing was written: tasks that were not found, by their places; or more tasks than the user may hold. */
export type Refusal = { missing: number[] } | 'full';

/** Operations of a user who may hold `max` tasks; with an attempt they are done once. */
interface Work {
  userId: string;
  operations: TaskOperation[];
  max: number;
  attempt?: Attempt;
}

/** What a statement says it did. */
export interface Told {
  /** The places of tasks that are not there, as JSON. */
  missing: string | null;
  /** The answer, as JSON; if there is none, nothing was done. */
  outcome: string | null;
  /** Where there is a key: whether no other attempt runs, and what an earlier one was answered. */
  locked?: boolean;
  kept?: string | null;
  fingerprint?: string | null;
}

/** What is answered and kept: all changes, or the task of the only one. */
export type Form = keyof typeof forms;

type Values = StepValues & AttemptValues;

const NOT_NULL_VIOLATION = '23502';

/** Somebody can be faster once at the user's first revision and once at the key. */
const MOST_RETRIES = 2;

const forms = {
  changes: sql`json_build_object('changes', list)`,
  task: sql`list -> 0 -> 'task'`,
};

const write = statement<Values, Told, [Form]>(writing);

/** Does all operations in one statement, or none, in their order, each with a version of its own. */
export function runSteps(
  db: Db,
  { userId, operations, max, attempt }: Work,
  form: Form,
): Promise<Told> {
  const { key, fingerprint } = attempt ?? {};
  const lock = attempt && JSON.stringify([userId, key]);
  const values = { userId, steps: stepsOf(operations), max, key, fingerprint, lock };
  return tryToWrite(db, values, form, MOST_RETRIES);
}

/** What was done, or why nothing was. */
export function resultIn<T>({ missing, outcome }: Told): T | Refusal {
  if (outcome !== null) return JSON.parse(outcome) as T;
  return missing === null ? 'full' : { missing: JSON.parse(missing) as number[] };
}

async function tryToWrite(db: Db, values: Values, form: Form, retries: number): Promise<Told> {
  try {
    const [told] = await write(db, values, form);
    if (told) return told;
    throw new Error('A select without a table gave no row');
  } catch (error) {
    if (retries === 0 || failureCode(error) !== NOT_NULL_VIOLATION) throw error;
    return tryToWrite(db, values, form, retries - 1);
  }
}

function writing(db: Db, values: Placeholders<Values>, form: Form) {
  const parts = {
    ...claimParts(values),
    ...planningParts(values),
    ...writingParts(values),
    outcome: sql`select (${forms[form]})::text as answer from allowed, changes`,
    ...keepingParts(values),
  };
  const named = Object.entries(parts).map(([name, part]) => db.$with(name, {}).as(part));
  return db
    .with(...named)
    .select({
      missing: sql`(select missing::text from verdict)`.as('missing'),
      outcome: sql`(select answer from outcome)`.as('outcome'),
      ...(values.key && {
        locked: sql`(select locked from attempt)`.as('locked'),
        kept: sql`(select answer from kept)`.as('kept'),
        fingerprint: sql`(select fingerprint from kept)`.as('fingerprint'),
      }),
    })
    .from(sql`(values (1)) as one`);
}
