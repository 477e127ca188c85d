import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { mergeChanges } from './merge-changes';

/** A user's tasks as they were at one moment, newest first, and the cursor behind which everything later is told. */
export interface KnownTasks {
  tasks: Task[];
  cursor: string;
}

/** The most that one request gives. */
export const MOST_AT_ONCE = 500;

/** Where the cache has them. */
export function knownTasksKey(userId: string): [string, string] {
  return ['known-tasks', userId];
}

/** What the changes leave, from the first to the one before the cursor. */
export function toKnownTasks(changes: TaskChange[], cursor: string): KnownTasks {
  return { tasks: mergeChanges([], changes), cursor };
}
