import type { BulkResult, TaskOperation } from '@/contract/task-bulk';
import type { TaskChange } from '@/contract/task-changes';
import type { Db } from './client';
import { type Refusal, resultIn, runSteps } from './run-steps';

/**
 * Does all operations, or none: what each did, in their order, each with a version of its own.
 * No two may name the same task.
 */
export async function writeTasks(
  db: Db,
  userId: string,
  operations: TaskOperation[],
  max: number,
): Promise<TaskChange[] | Refusal> {
  const told = await runSteps(db, { userId, operations, max }, 'changes');
  return changesIn(resultIn<BulkResult>(told));
}

/** The same without what an answer is wrapped in. */
export function changesIn(result: BulkResult | Refusal): TaskChange[] | Refusal {
  return result === 'full' || 'missing' in result ? result : result.changes;
}
