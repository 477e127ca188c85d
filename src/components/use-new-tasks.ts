import { useRef, useState } from 'react';
import type { Task } from '@/contract/tasks';
import { useTRPCClient, withHeaders } from '@/trpc/client';

/** A task that is not saved yet, or could not be. */
export interface NewTask {
  key: number;
  title: string;
  /** Names what is asked, so that asking again for the same makes no second task. */
  idempotencyKey: string;
  /** It is being tried again. */
  again: boolean;
  error?: unknown;
}

/** Tasks on their way to the server: each stays until it is saved or discarded. */
export function useNewTasks(userId: string, onSaved: (task: Task) => void) {
  const client = useTRPCClient();
  const [newTasks, setNewTasks] = useState<NewTask[]>([]);
  const lastKey = useRef(0);
  const saving = useRef(Promise.resolve());

  function add(title: string, failed?: NewTask): void {
    const key = failed?.key ?? ++lastKey.current;
    const idempotencyKey = failed?.title === title ? failed.idempotencyKey : randomKey();
    const task = { key, title, idempotencyKey, again: failed !== undefined };
    put(task);
    // One after the other, so that the list has them in the order in which they were typed.
    saving.current = saving.current.then(() => save(task));
  }

  async function save(task: NewTask): Promise<void> {
    const { key, title, idempotencyKey } = task;
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
