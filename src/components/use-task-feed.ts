import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { useTRPC, useTRPCClient } from '@/trpc/client';
import { latestOf, mergeChanges } from './merge-changes';
import { useTaskEvents } from './use-task-events';

/** What this page knows of a user's tasks, and the ways to tell it what the server has answered. */
export interface TaskFeed {
  /** Newest first; undefined until they have been read. */
  tasks: Task[] | undefined;
  error: unknown;
  retry: () => void;
  put: (task: Task) => void;
  remove: (id: number) => void;
}

/** A user's tasks as they are on the server: read once, then followed. */
export function useTaskFeed(userId: string): TaskFeed {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const changes = useRef<TaskChange[]>([]);
  const { queryKey } = useTRPC().tasks.list.queryOptions({ user_id: userId });
  const list = { queryKey, queryFn: read, staleTime: Infinity };
  const { data: tasks, error, refetch } = useQuery(list);
  useTaskEvents(userId, { onBegin: readAnew, onChanges: apply });

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

  function apply(news: TaskChange[]): void {
    changes.current = latestOf([...changes.current, ...news]);
    queryClient.setQueryData(queryKey, (known) => known && mergeChanges(known, changes.current));
  }

  /** The answer to a deletion has no version: it is later than what is known of the task. */
  function remove(id: number): void {
    const known = queryClient.getQueryData(queryKey)?.find((task) => task.id === id);
    if (known) apply([{ type: 'delete', id, version: known.version + 1 }]);
  }

  return {
    tasks,
    error,
    retry: () => void refetch(),
    put: (task) => apply([{ type: 'upsert', task }]),
    remove,
  };
}
