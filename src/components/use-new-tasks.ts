import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC } from '@/trpc/client';

/** A task that is not saved yet, or could not be. */
export interface NewTask {
  key: number;
  title: string;
  error?: unknown;
}

/** Tasks on their way to the server: each stays until it is saved or discarded. */
export function useNewTasks(userId: string, onSaved: (title: string) => void) {
  const trpc = useTRPC();
  const create = useMutation(trpc.tasks.create.mutationOptions());
  const [newTasks, setNewTasks] = useState<NewTask[]>([]);
  const lastKey = useRef(0);

  async function add(title: string, key = ++lastKey.current): Promise<void> {
    put({ key, title });
    try {
      await create.mutateAsync({ user_id: userId, title });
      discard(key);
      onSaved(title);
    } catch (error) {
      put({ key, title, error });
    }
  }

  function discard(key: number): void {
    setNewTasks((all) => all.filter((task) => task.key !== key));
  }

  function put(task: NewTask): void {
    setNewTasks((all) =>
      all.some(({ key }) => key === task.key)
        ? all.map((one) => (one.key === task.key ? task : one))
        : [task, ...all],
    );
  }

  return { newTasks, add, discard };
}
