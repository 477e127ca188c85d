import { TRPCClientError } from '@trpc/client';
import type { TaskChange } from '@/contract/task-changes';
import { problemOf, requestOf } from '@/trpc/problem';
import type { Command, Refusal } from './command';
import type { Outcome, Wait } from './outcome';
import type { Tasks } from './perform';
import { GONE, inWords } from './refusal-words';

/** Nobody is overwritten. */
export const CHANGED: Refusal = { kind: 'conflict', detail: 'Somebody changed it meanwhile.' };

/** What an error says that no waiting mends; answers that some waiting does say for how long. */
export function refusalOf(error: unknown): Refusal | undefined {
  const problem = problemOf(error);
  if (!problem || problem.status >= 500 || problem.status === 401 || saysWhen(error))
    return undefined;
  const { code, detail, errors } = problem;
  if (code === 'NOT_FOUND') return { kind: 'gone', detail: GONE };
  if (errors) return { kind: 'invalid', detail: inWords(errors) ?? detail };
  // There is no room: the person can make some, and need not look for the request.
  if (code === 'CONFLICT') return { kind: 'invalid', detail };
  return { kind: 'invalid', detail, request: requestOf(problem) };
}

/** What a refusal makes of a command. */
export function outcomeOf(tasks: Tasks, command: Command, refusal: Refusal): Outcome {
  if (refusal.kind !== 'gone') return { refusal };
  const gone = deleted(tasks, command.id);
  // It was deleted elsewhere, or by an earlier try whose answer was lost; only what was typed needs a word.
  return command.op === 'update' || command.op === 'restore' ? { refusal, ...gone } : gone;
}

/** The answer to a deletion has no version: it is later than what is known of the task. */
export function deleted({ find }: Tasks, id: number): { change: TaskChange } {
  return { change: { type: 'delete', id, version: (find(id)?.version ?? 0) + 1 } };
}

/** How long the server takes no more requests of its user, which it has said (RFC 6585); it can be reached. */
export function waitIn(error: unknown): Wait | undefined {
  const seconds = Number(retryAfter(error));
  return problemOf(error)?.status === 429 && seconds > 0 ? { waitMs: seconds * 1_000 } : undefined;
}

function saysWhen(error: unknown): boolean {
  return retryAfter(error) !== null;
}

/** The Retry-After of an answer (RFC 9110). */
function retryAfter(error: unknown): string | null {
  const response = error instanceof TRPCClientError ? error.meta?.['response'] : undefined;
  return response instanceof Response ? response.headers.get('retry-after') : null;
}
