import type { ListDeleted } from '@/contract/deleted-tasks';
import type { ListTasks, Task } from '@/contract/tasks';
import type { Context } from './context';

/** The path of a task over REST. */
export function taskPath(task: Task): string {
  return `${tasksPath(task.user_id)}/${task.id}`;
}

/** The path of what can be brought back, over REST. */
export function deletedPath(userId: string): string {
  return `${tasksPath(userId)}/deleted`;
}

/** The path of all tasks of a user over REST. */
export function tasksPath(userId: string): string {
  return `/api/${encodeURIComponent(userId)}/tasks`;
}

/** The `Link` header (RFC 8288) to the next page of a list: the same query, with the cursor. */
export function nextLink(
  { services }: Context,
  path: string,
  { user_id: _path, ...parameters }: ListTasks | ListDeleted,
  cursor: string,
): string {
  const url = new URL(path, services.env.BETTER_AUTH_URL);
  for (const [name, value] of Object.entries({ ...parameters, cursor })) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return `<${url.href}>; rel="next"`;
}
