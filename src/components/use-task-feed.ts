import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { useTRPC, useTRPCClient } from '@/trpc/client';
import { latestOf, mergeChanges } from './merge-changes';
import { useTaskEvents } from './use-task-events';

/** What this page knows of a user's tasks, and the ways to tell it what the server has answered. */
interface TaskFeed {
  /** Newest first; undefined until they have been read. */
  tasks: Task[] | undefined;
  error: unknown;
  retry: () => void;
  find: (id: number) => Task | undefined;
  apply: (changes: TaskChange[]) => void;
}

interface FeedOptions {
  /** Called when following begins. */
  onBegin: () => void;
  /** What comes is held back until this settles. */
  until: () => Promise<unknown>;
}

/** A user's tasks as they are on the server: read once, then followed. */
export function useTaskFeed(userId: string, { onBegin, until }: FeedOptions): TaskFeed {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const changes = useRef<TaskChange[]>([]);
  const { queryKey } = useTRPC().tasks.list.queryOptions({ user_id: userId });
  // What is the same stays the same object here already.
  const list = { queryKey, queryFn: read, staleTime: Infinity, structuralSharing: false };
  const { data: tasks, error, refetch } = useQuery(list);
  useTaskEvents(userId, {
    onBegin: () => {
      onBegin();
      readAnew();
    },
    onChanges: (news) => void until().then(() => applyAll(news)),
  });

  /** What becomes known while the list is on its way may be newer than it. */
  async function read(): Promise<Task[]> {
    changes.current = [];
    return mergeChanges(await client.tasks.list.query({ user_id: userId }), changes.current);
  }

  /** A read that is on its way may have missed what happened just before the events began. */
  function readAnew(): void {
    void queryClient
      .ensureQueryData(list)
      .catch(() => undefined)
      .then(() => refetch());
  }

  function applyAll(news: TaskChange[]): void {
    changes.current = latestOf([...changes.current, ...news]);
    queryClient.setQueryData(queryKey, (known) => known && mergeChanges(known, changes.current));
  }

  return {
    tasks,
    error,
    retry: () => void refetch(),
    find: (id) => queryClient.getQueryData(queryKey)?.find((task) => task.id === id),
    apply: applyAll,
  };
}
