import { useEffect, useSyncExternalStore } from 'react';
import type { Filters } from '@/components/filters/use-filters';
import type { ShortcutName } from '@/components/keyboard/shortcuts';
import type { Task } from '@/contract/tasks';
import type { NewTask } from '@/outbox/command';

/** What may be asked of the list of tasks from any page. */
export type Wish =
  | { add: NewTask }
  | { show: Task }
  | { filter: { [Name in keyof Filters]?: Filters[Name] | null } }
  | { press: ShortcutName }
  | { undo: true };

/** The list of tasks while it is on screen. */
interface List {
  userId: string;
  /** Undefined until they are known, which wishes wait for. */
  tasks: Task[] | undefined;
  grant: (wish: Wish) => void;
}

let list: List | undefined;
let waiting: { userId: string; wish: Wish } | undefined;
const listeners = new Set<() => void>();

/** Asks the list of this user, now or as soon as it is on screen. */
export function askList(userId: string, wish: Wish): void {
  waiting = { userId, wish };
  grantWaiting();
}

/** Called by the list, which does from then on what is asked of it. */
export function useWishes(current: List): void {
  useEffect(() => {
    setList(current);
    grantWaiting();
  });
  useEffect(() => () => setList(undefined), []);
}

/** The tasks of the list on screen; undefined when there is none. */
export function useListedTasks(): Task[] | undefined {
  return useSyncExternalStore(
    subscribe,
    () => list?.tasks,
    () => undefined,
  );
}

function grantWaiting(): void {
  if (!list?.tasks || !waiting) return;
  const { userId, wish } = waiting;
  waiting = undefined;
  if (userId === list.userId) list.grant(wish);
}

function setList(next: List | undefined): void {
  const isSame = list?.tasks === next?.tasks;
  list = next;
  if (!isSame) for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
