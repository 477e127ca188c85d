import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { loadClient } from '@/trpc/load-client';
import { problemOf } from '@/trpc/problem';
import {
  type KnownTasks,
  knownTasksKey,
  MOST_AT_ONCE,
  readChanges,
  toKnownTasks,
} from './known-tasks';
import { latestOf, mergeChanges } from './merge-changes';
import { useTaskEvents } from './use-task-events';

/** What this page knows of a user's tasks, and the ways to tell it what the server has answered. */
interface TaskFeed {
  /** Newest first; undefined until they have been read. */
  tasks: Task[] | undefined;
  /** How far they are known: another one after each change. */
  cursor: string | undefined;
  error: unknown;
  /** Whether changes made elsewhere have not come for some seconds. */
  isCutOff: boolean;
  retry: () => void;
  /** Reads them anew, whatever is on its way. */
  refresh: () => void;
  find: (id: number) => Task | undefined;
  /** The highest id that is known; undefined until they have been read. */
  newestId: () => number | undefined;
  apply: (changes: TaskChange[]) => void;
}

interface FeedOptions {
  /** Called when following begins. */
  onBegin: () => void;
  /** What comes is held back until this settles. */
  until: () => Promise<unknown>;
}

/**
 * A user's tasks as they are on the server: known from the page or read once, then followed from
 * there on, so that nothing is missed, and nothing is read again.
 */
export function useTaskFeed(userId: string, { onBegin, until }: FeedOptions): TaskFeed {
  const queryClient = useQueryClient();
  const changes = useRef<TaskChange[]>([]);
  const queryKey = knownTasksKey(userId);
  // What is the same stays the same object here already.
  const options = { queryKey, queryFn: read, staleTime: Infinity, structuralSharing: false };
  const { data: known, error, refetch } = useQuery(options);
  const isCutOff = useTaskEvents(userId, {
    cursor: known?.cursor,
    onBegin,
    onChanges: (news, cursor) => void until().then(() => applyAll(news, cursor)),
    onRetry: () => void catchUp(),
  });

  /** What becomes known while the tasks are on their way may be newer than they are. */
  async function read(): Promise<KnownTasks> {
    changes.current = [];
    const { tasks, cursor } = await readAll();
    return { tasks: mergeChanges(tasks, changes.current), cursor };
  }

  async function readAll(): Promise<KnownTasks> {
    const { tasks } = await loadClient();
    const { changes: all, cursor } = await readChanges(userId, tasks.changes.query);
    return toKnownTasks(all, cursor);
  }

  /** Where no stream gets through, requests do; and they tell when the cursor is too old. */
  async function catchUp(): Promise<void> {
    const input = { user_id: userId, limit: MOST_AT_ONCE, since: known?.cursor };
    try {
      const { tasks } = await loadClient();
      const page = await tasks.changes.query(input);
      await until();
      applyAll(page.changes, page.cursor);
    } catch (failure) {
      if (problemOf(failure)?.code === 'GONE') void refetch();
    }
  }

  function applyAll(news: TaskChange[], cursor?: string): void {
    changes.current = latestOf([...changes.current, ...news]);
    queryClient.setQueryData<KnownTasks>(
      queryKey,
      (before) =>
        before && {
          tasks: mergeChanges(before.tasks, changes.current),
          cursor: cursor ?? before.cursor,
        },
    );
  }

  function present(): Task[] | undefined {
    return queryClient.getQueryData<KnownTasks>(queryKey)?.tasks;
  }

  return {
    tasks: known?.tasks,
    error,
    cursor: known?.cursor,
    isCutOff,
    retry: () => void refetch(),
    refresh: () => void queryClient.cancelQueries({ queryKey }).then(() => refetch()),
    find: (id) => present()?.find((task) => task.id === id),
    newestId: () => present()?.reduce((newest, { id }) => Math.max(newest, id), 0),
    apply: (news) => applyAll(news),
  };
}
