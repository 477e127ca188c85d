import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '@/api/router';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { withHeaders } from '@/trpc/client';
import type { Command, Entry } from './command';
import type { Outcome, Wait } from './outcome';
import { performBatch } from './perform-batch';
import { refuseChanged, removeUnchanged } from './perform-removal';
import { update } from './perform-update';
import { deleted, outcomeOf, refusalOf, waitIn } from './refusal';

/** The server, and what this page knows of a user's tasks. */
export interface Tasks {
  client: TRPCClient<AppRouter>;
  userId: string;
  find: (id: number) => Task | undefined;
  apply: (changes: TaskChange[]) => void;
}

/**
 * Sends commands to the server in one request, and gives what became of each, or how long to wait
 * before they are sent; repeated with the same ones, it changes nothing more.
 * @throws when the server cannot be reached, or cannot do it now.
 */
export async function perform(tasks: Tasks, entries: Entry[]): Promise<Outcome[] | Wait> {
  try {
    return await performAll(tasks, entries);
  } catch (error) {
    const wait = waitIn(error);
    if (!wait) throw error;
    return wait;
  }
}

async function performAll(tasks: Tasks, entries: Entry[]): Promise<Outcome[]> {
  const [entry, ...others] = entries;
  // The last that is left of a batch is known by the key of its batch.
  const isAlone = others.length === 0 && entry?.batch === entry?.key;
  if (entry && isAlone) return [await performOne(tasks, entry)];
  return refuseChanged(tasks, entries) ?? performBatch(tasks, entries);
}

async function performOne(tasks: Tasks, { command, key }: Entry): Promise<Outcome> {
  try {
    return await send(tasks, command, key);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return outcomeOf(tasks, command, refusal);
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
      if (command.isUndo) return removeUnchanged(tasks, command);
      await client.tasks.delete.mutate(target);
      return deleted(tasks, command.id);
    case 'restore':
      return saved(await client.tasks.restore.mutate(target));
  }
}

function saved(task: Task): Outcome {
  return { change: { type: 'upsert', task } };
}
