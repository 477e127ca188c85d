import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { isNew } from '@/outbox/command';

/** The tasks as the changes leave them, newest first; the same array when all of them are known. */
export function mergeChanges(tasks: Task[], changes: TaskChange[]): Task[] {
  const merged = new Map(tasks.map((task) => [task.id, task]));
  let isChanged = false;
  for (const change of latestOf(changes)) {
    const [id, version] = identify(change);
    const known = merged.get(id);
    if (known ? known.version >= version : change.type === 'delete') continue;
    isChanged = true;
    if (change.type === 'upsert') merged.set(id, change.task);
    else merged.delete(id);
  }
  return isChanged ? [...merged.values()].toSorted(newestFirst) : tasks;
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
