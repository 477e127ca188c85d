import type { ListTasks, Task } from '@/contract/tasks';
import type { Context } from './context';

/** The path of a task over REST. */
export function taskPath(task: Task): string {
  return `${tasksPath(task.user_id)}/${task.id}`;
}

/** The `Link` header (RFC 8288) to the next page of a list: the same query, with the cursor. */
export function nextLink({ services }: Context, query: ListTasks, cursor: string): string {
  const { user_id: userId, ...parameters } = query;
  const url = new URL(tasksPath(userId), services.env.BETTER_AUTH_URL);
  for (const [name, value] of Object.entries({ ...parameters, cursor })) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return `<${url.href}>; rel="next"`;
}

function tasksPath(userId: string): string {
  return `/api/${encodeURIComponent(userId)}/tasks`;
}
