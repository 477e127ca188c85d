import type { BulkResult, TaskOperation } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Db } from './client';
import type { Attempt, Outcome } from './idempotency';
import { type Form, type Refusal, resultIn, runSteps, type Told } from './run-steps';
import { changesIn } from './task-bulk';

/** `writeTasks` once for each key: asked again, it gives what it gave at first. What was refused is not kept. */
export async function writeTasksOnce(
  db: Db,
  attempt: Attempt,
  operations: TaskOperation[],
  max: number,
): Promise<Outcome<TaskChange[] | Refusal>> {
  const outcome = await once<BulkResult>(db, { attempt, operations, max }, 'changes');
  return typeof outcome === 'string' ? outcome : { ...outcome, answer: changesIn(outcome.answer) };
}

/** The same with an operation that leaves a task: `full` if there may be no more, undefined if it is not there. */
export async function writeTaskOnce(
  db: Db,
  attempt: Attempt,
  operation: Exclude<TaskOperation, { op: 'delete' }>,
  max: number,
): Promise<Outcome<Task | 'full' | undefined>> {
  const outcome = await once<Task>(db, { attempt, operations: [operation], max }, 'task');
  if (typeof outcome === 'string') return outcome;
  const { answer } = outcome;
  return { ...outcome, answer: answer === 'full' || 'id' in answer ? answer : undefined };
}

async function once<T>(
  db: Db,
  { attempt, ...work }: { attempt: Attempt; operations: TaskOperation[]; max: number },
  form: Form,
): Promise<Outcome<T | Refusal>> {
  const ask = () => runSteps(db, { userId: attempt.userId, attempt, ...work }, form);
  const first = await ask();
  // What an earlier attempt did may be why: if it ended since, its answer is there now.
  const { locked, kept, fingerprint, ...told } = isRefused(first) ? await ask() : first;
  if (kept) {
    if (fingerprint !== attempt.fingerprint) return 'different';
    return { answer: JSON.parse(kept) as T, replayed: true };
  }
  return locked ? { answer: resultIn<T>(told), replayed: false } : 'running';
}

function isRefused({ locked, kept, outcome }: Told): boolean {
  return locked === true && !kept && outcome === null;
}
