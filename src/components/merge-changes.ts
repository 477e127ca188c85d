import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { isNew } from '@/outbox/command';

/** The tasks as the changes leave them, newest first. */
export function mergeChanges(tasks: Task[], changes: TaskChange[]): Task[] {
  const known = tasks.map((task): TaskChange => ({ type: 'upsert', task }));
  return latestOf([...known, ...changes])
    .flatMap((change) => (change.type === 'upsert' ? change.task : []))
    .toSorted(newestFirst);
}

/** The last change of each task: the one with the highest version, whatever arrived first. */
export function latestOf(changes: TaskChange[]): TaskChange[] {
  const latest = new Map<number, TaskChange>();
  for (const change of changes) {
    const [id, version] = identify(change);
    const other = latest.get(id);
    if (!other || identify(other)[1] < version) latest.set(id, change);
  }
  return [...latest.values()];
}

/** The order of the list. What is not saved yet is the newest: it is saved in the order in which it was asked for. */
export function newestFirst(a: Task, b: Task): number {
  if (isNew(a) !== isNew(b)) return isNew(a) ? -1 : 1;
  if (a.created_at === b.created_at) return b.id - a.id;
  return a.created_at < b.created_at ? 1 : -1;
}

function identify(change: TaskChange): [id: number, version: number] {
  const { id, version } = change.type === 'upsert' ? change.task : change;
  return [id, version];
}
