import type { ChangePage, TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { mergeChanges } from './merge-changes';

/** A user's tasks as they were at one moment, newest first, and the cursor behind which everything later is told. */
export interface KnownTasks {
  tasks: Task[];
  cursor: string;
}

/** The most that one request gives. */
export const MOST_AT_ONCE = 500;

interface Asking {
  user_id: string;
  limit: number;
  since: string | undefined;
}

/** All that happened to a user's tasks, page by page, as one page; of more than `most` only the beginning. */
export async function readChanges(
  userId: string,
  ask: (asking: Asking) => Promise<ChangePage>,
  most = Infinity,
): Promise<ChangePage> {
  const changes: TaskChange[] = [];
  for (let since: string | undefined; ;) {
    const page = await ask({ user_id: userId, limit: MOST_AT_ONCE, since });
    changes.push(...page.changes);
    if (!page.has_more || changes.length >= most) return { ...page, changes };
    since = page.cursor;
  }
}

/** Where the cache has them. */
export function knownTasksKey(userId: string): [string, string] {
  return ['known-tasks', userId];
}

/** What the changes leave, from the first to the one before the cursor. */
export function toKnownTasks(changes: TaskChange[], cursor: string): KnownTasks {
  return { tasks: mergeChanges([], changes), cursor };
}
