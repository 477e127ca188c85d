import { TRPCClientError } from '@trpc/client';
import type { TaskChange } from '@/contract/task-changes';
import { problemOf, requestOf } from '@/trpc/problem';
import type { Command, Refusal } from './command';
import type { Outcome, Wait } from './outcome';
import type { Tasks } from './perform';
import { GONE, inWords, wrongIn } from './refusal-words';

/** Nobody is overwritten. */
export const CHANGED: Refusal = { kind: 'conflict', detail: 'Somebody changed it meanwhile.' };

/** What an error says that no waiting mends; answers that some waiting does say for how long. */
export function refusalOf(error: unknown): Refusal | undefined {
  const problem = problemOf(error);
  if (!problem || problem.status >= 500 || problem.status === 401 || saysWhen(error))
    return undefined;
  const { code, detail, errors } = problem;
  if (code === 'NOT_FOUND') return { kind: 'gone', detail: GONE };
  if (errors) {
    const wrong = wrongIn(errors);
    return { kind: 'invalid', detail: inWords(errors) ?? detail, ...(wrong && { wrong }) };
  }
  // There is no room: the person can make some, and need not look for the request.
  if (code === 'CONFLICT') return { kind: 'full', detail };
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

/** How long to wait, where the server has said it: past a limit (RFC 6585), or while it is at work on the same. */
export function waitIn(error: unknown): Wait | undefined {
  const { status = 0 } = answerIn(error) ?? {};
  const seconds = Number(retryAfter(error));
  // Of one that cannot answer, nobody knows.
  if (status >= 500 || !(seconds > 0)) return undefined;
  return { waitMs: seconds * 1_000, isBusy: status === 429 };
}

function saysWhen(error: unknown): boolean {
  return retryAfter(error) !== null;
}

/** The Retry-After of an answer (RFC 9110). */
function retryAfter(error: unknown): string | null {
  return answerIn(error)?.headers.get('retry-after') ?? null;
}

/** What the server has answered: to the call, or to the request for the token that it needs. */
function answerIn(error: unknown): Response | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const answer: unknown = error.meta?.['response'] ?? error.cause?.cause;
  return answer instanceof Response ? answer : undefined;
}
