import type { Problem } from '@/contract/problem';
import { withHeaders } from '@/trpc/client';
import { problemOf } from '@/trpc/problem';
import type { Entry } from './command';
import { operationOf } from './operation';
import type { Outcome } from './outcome';
import type { Tasks } from './perform';
import { outcomeOf, refusalOf } from './refusal';
import { GONE, inWords } from './refusal-words';

/**
 * Does several commands at once, or none if the server refuses one: then that is refused alone, and
 * the others are to be sent again; all of them, in smaller batches, if it does not say which.
 * @throws what the server answers, but for refusals.
 */
export async function performBatch(tasks: Tasks, entries: Entry[]): Promise<Outcome[]> {
  const { client, userId } = tasks;
  const once = withHeaders({ 'Idempotency-Key': entries[0]?.batch ?? '' });
  const operations = entries.flatMap(({ command }) => operationOf(command) ?? []);
  try {
    const { changes } = await client.tasks.bulk.mutate({ user_id: userId, operations }, once);
    return changes.map((change) => ({ change }));
  } catch (error) {
    return outcomesOf(tasks, entries, error);
  }
}

function outcomesOf(tasks: Tasks, entries: Entry[], error: unknown): Outcome[] {
  const refusal = refusalOf(error);
  const problem = problemOf(error);
  if (!refusal || !problem) throw error;
  // The key is known for more than what is left of its batch: the page ended while it forgot what was done.
  if (problem.code === 'UNPROCESSABLE_CONTENT' && !problem.errors) return entries.map(() => ({}));
  const details = entries.map((_, index) => detailOf(problem, index));
  // Nobody says which one cannot be done, as when there is no room for all of them.
  if (details.every((detail) => detail === '')) return entries.map(() => 'apart');
  return entries.map(({ command }, index) => {
    const detail = details[index];
    return detail ? outcomeOf(tasks, command, { ...refusal, detail }) : 'again';
  });
}

/** What is wrong with one operation, as the answer to it alone would say it. */
function detailOf(problem: Problem, index: number): string {
  const { errors = [], code } = problem;
  const start = `#/operations/${index}/`;
  const own = errors
    .filter(({ pointer }) => pointer.startsWith(start))
    .map(({ pointer, detail }) => ({ pointer: `#/${pointer.slice(start.length)}`, detail }));
  if (own.length === 0) return '';
  return code === 'NOT_FOUND' ? GONE : (inWords(own) ?? problem.detail);
}
