import type { Task } from '@/contract/tasks';
import { withHeaders } from '@/trpc/client';
import { problemOf } from '@/trpc/problem';
import type { Outcome } from './outcome';
import type { Tasks } from './perform';

type Write = (task: Task, ifSame: ReturnType<typeof withHeaders>) => Promise<Outcome>;

/**
 * Writes on a task as it is: `write` is called again when it has changed meanwhile, which `ifSame` tells the server.
 * @throws what the server answers, but for a version that it no longer has.
 */
export async function onPresent(tasks: Tasks, id: number, write: Write): Promise<Outcome> {
  const read = () => tasks.client.tasks.get.query({ user_id: tasks.userId, id });
  for (let task = tasks.find(id) ?? (await read()); ;) {
    try {
      return await write(task, withHeaders({ 'If-Match': `"${task.version}"` }));
    } catch (error) {
      if (problemOf(error)?.code !== 'PRECONDITION_FAILED') throw error;
      task = await read();
      tasks.apply([{ type: 'upsert', task }]);
    }
  }
}
