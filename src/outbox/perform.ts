import { type TRPCClient, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@/api/router';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { problemOf, requestOf, withHeaders } from '@/trpc/client';
import type { Command, Entry, Refusal } from './command';
import type { Outcome } from './outbox';
import { update } from './perform-update';

/** The server, and what this page knows of a user's tasks. */
export interface Tasks {
  client: TRPCClient<AppRouter>;
  userId: string;
  find: (id: number) => Task | undefined;
  apply: (change: TaskChange) => void;
}

/**
 * Sends one command to the server; repeated, it changes nothing more.
 * @throws when the server cannot be reached, or cannot do it now.
 */
export async function perform(tasks: Tasks, { command, key }: Entry): Promise<Outcome> {
  try {
    return await send(tasks, command, key);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (refusal.kind !== 'gone') return { refusal };
    const gone = deleted(tasks, command.id);
    // It was deleted elsewhere, or by an earlier try whose answer was lost; only what was typed needs a word.
    return command.op === 'update' || command.op === 'restore' ? { refusal, ...gone } : gone;
  }
}

async function send(tasks: Tasks, command: Command, key: string): Promise<Outcome> {
  const { client, userId } = tasks;
  const target = { user_id: userId, id: command.id };
  switch (command.op) {
    case 'create': {
      const once = withHeaders({ 'Idempotency-Key': key });
      return saved(await client.tasks.create.mutate({ user_id: userId, ...command.fields }, once));
    }
    case 'update':
      return update(tasks, command);
    case 'complete':
      return saved(await client.tasks.toggle.mutate({ ...target, completed: command.completed }));
    case 'delete':
      await client.tasks.delete.mutate(target);
      return deleted(tasks, command.id);
    case 'restore':
      return saved(await client.tasks.restore.mutate(target));
  }
}

function saved(task: Task): Outcome {
  return { change: { type: 'upsert', task } };
}

/** The answer to a deletion has no version: it is later than what is known of the task. */
function deleted({ find }: Tasks, id: number): { change: TaskChange } {
  return { change: { type: 'delete', id, version: (find(id)?.version ?? 0) + 1 } };
}

/** What an error says that no waiting mends; answers that some waiting does say for how long. */
function refusalOf(error: unknown): Refusal | undefined {
  const problem = problemOf(error);
  if (!problem || problem.status >= 500 || problem.status === 401 || saysWhen(error))
    return undefined;
  const kind = problem.code === 'NOT_FOUND' ? 'gone' : 'invalid';
  return { kind, detail: problem.detail, request: requestOf(problem) };
}

/** Whether there is a Retry-After (RFC 9110). */
function saysWhen(error: unknown): boolean {
  const response = error instanceof TRPCClientError ? error.meta?.['response'] : undefined;
  return response instanceof Response && response.headers.has('retry-after');
}
