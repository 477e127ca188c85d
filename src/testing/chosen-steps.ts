import type { Step } from './roles';

const common = { credentials: 'own', conditions: {} } as const;

/** So that there are tasks, and a cursor that is behind them. */
export const firstSteps: Step[] = [
  { ...common, procedure: 'tasks.changes', input: { user_id: '<me>' } },
  { ...common, procedure: 'tasks.create', input: { user_id: '<me>', title: 'First' } },
  { ...common, procedure: 'tasks.create', input: { user_id: '<me>', title: 'Second' } },
];

const retried: Step = {
  ...common,
  procedure: 'tasks.create',
  input: { user_id: '<me>', title: 'Third' },
  conditions: { 'idempotency-key': 'k' },
};

/** What is too rare to be left to chance: a retry, too many tasks, a lost update, a cursor that is gone. */
export const rareSteps: Step[] = [
  retried,
  retried,
  { ...retried, conditions: {} },
  {
    ...common,
    procedure: 'tasks.update',
    input: { user_id: '<me>', id: '<task 0>', title: 'Changed' },
    conditions: { 'if-match': '"99"' },
  },
  { ...common, procedure: 'tasks.changes', input: { user_id: '<me>', since: '<their cursor>' } },
];

const NO_TASK = { user_id: '<me>', id: 'none' };

/** A mutation that is refused, to go with another one that it cannot change the answer of. */
export function refusedStep({ credentials }: Step): Step {
  return { ...common, credentials, procedure: 'tasks.delete', input: NO_TASK };
}

export function isRefused({ input }: Step): boolean {
  return input === NO_TASK;
}
