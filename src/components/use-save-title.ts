import { useMutation } from '@tanstack/react-query';
import type { Task } from '@/contract/tasks';
import { problemOf, useTRPCClient, withHeaders } from '@/trpc/client';
import type { TaskFeed } from './use-task-feed';

interface Saving {
  title: string;
  /** The task as whoever typed the title knew it. */
  over: Task;
}

/** Saves a title unless somebody else has changed it; that they changed other things is no conflict. */
export function useSaveTitle({ put, remove }: TaskFeed, onSaved: (task: Task) => void) {
  const client = useTRPCClient();

  async function save({ title, over }: Saving): Promise<Task> {
    const target = { user_id: over.user_id, id: over.id };
    const headers = { 'If-Match': `"${over.version}"` };
    try {
      return await client.tasks.update.mutate({ ...target, title }, withHeaders(headers));
    } catch (error) {
      if (problemOf(error)?.code !== 'PRECONDITION_FAILED') throw error;
      const now = await client.tasks.get.query(target);
      put(now);
      if (now.title === title.trim()) return now;
      if (now.title === over.title) return save({ title, over: now });
      throw error;
    }
  }

  return useMutation({
    mutationFn: save,
    onSuccess(task) {
      put(task);
      onSaved(task);
    },
    onError(error, { over }) {
      if (problemOf(error)?.code === 'NOT_FOUND') remove(over.id);
    },
  });
}
