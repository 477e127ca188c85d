import type { Problem } from '@/contract/problem';
import { withHeaders } from '@/trpc/client';
import { problemOf } from '@/trpc/problem';
import type { Entry, Refusal } from './command';
import { operationOf } from './operation';
import type { Outcome } from './outcome';
import type { Tasks } from './perform';
import { outcomeOf, refusalOf } from './refusal';
import { GONE, inWords, wrongIn } from './refusal-words';

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
  const refusals = entries.map((_, index) => refusalAt(problem, index));
  // Nobody says which one cannot be done, as when there is no room for all of them.
  if (refusals.every((own) => !own)) return entries.map(() => 'apart');
  return entries.map(({ command }, index) => {
    const own = refusals[index];
    return own ? outcomeOf(tasks, command, { ...refusal, ...own }) : 'again';
  });
}

/** What is wrong with one operation, as the answer to it alone would say it. */
function refusalAt(problem: Problem, index: number): Pick<Refusal, 'detail' | 'wrong'> | undefined {
  const { errors = [], code } = problem;
  const start = `#/operations/${index}/`;
  const own = errors
    .filter(({ pointer }) => pointer.startsWith(start))
    .map(({ pointer, detail }) => ({ pointer: `#/${pointer.slice(start.length)}`, detail }));
  if (own.length === 0) return undefined;
  if (code === 'NOT_FOUND') return { detail: GONE };
  const wrong = wrongIn(own);
  return { detail: inWords(own) ?? problem.detail, ...(wrong && { wrong }) };
}
