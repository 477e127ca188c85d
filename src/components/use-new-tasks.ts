import { useRef, useState } from 'react';
import type { Task } from '@/contract/tasks';
import { useTRPCClient, withHeaders } from '@/trpc/client';

/** A task that is not saved yet, or could not be. */
export interface NewTask {
  key: number;
  title: string;
  /** Names what is asked, so that asking again for the same makes no second task. */
  idempotencyKey: string;
  error?: unknown;
}

/** Tasks on their way to the server: each stays until it is saved or discarded. */
export function useNewTasks(userId: string, onSaved: (task: Task) => void) {
  const client = useTRPCClient();
  const [newTasks, setNewTasks] = useState<NewTask[]>([]);
  const lastKey = useRef(0);

  async function add(title: string, failed?: NewTask): Promise<void> {
    const key = failed?.key ?? ++lastKey.current;
    const idempotencyKey = failed?.title === title ? failed.idempotencyKey : randomKey();
    const task = { key, title, idempotencyKey };
    put(task);
    try {
      const headers = { 'Idempotency-Key': idempotencyKey };
      onSaved(await client.tasks.create.mutate({ user_id: userId, title }, withHeaders(headers)));
      discard(key);
    } catch (error) {
      put({ ...task, error });
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

/** `crypto.randomUUID` is missing where the page is served without TLS. */
function randomKey(): string {
  return crypto.getRandomValues(new BigUint64Array(2)).join('-');
}
