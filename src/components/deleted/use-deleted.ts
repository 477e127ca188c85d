import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTasks } from '@/components/feed/use-tasks';
import type { DeletedTask } from '@/contract/deleted-tasks';
import type { Task } from '@/contract/tasks';
import { type Entry, isNew } from '@/outbox/command';
import { useTRPC } from '@/trpc/procedures';

const QUIET_MS = 1_000;

interface Pages {
  refetch: () => unknown;
  isFetching: boolean;
}

/** The tasks that a user can bring back, as the person has left them, the last deleted first. */
export function useDeleted(userId: string) {
  const trpc = useTRPC();
  const { tasks, find, cursor, ...sending } = useTasks(userId);
  const pages = useInfiniteQuery(
    trpc.tasks.deleted.infiniteQueryOptions(
      { user_id: userId },
      { getNextPageParam: (page) => page.cursor ?? undefined },
    ),
  );
  const gone = useGone(tasks, sending.entries, find);
  useNews(cursor, pages);
  const deleted = useMemo(() => {
    const told = pages.data?.pages.flatMap((page) => page.tasks) ?? (pages.error ? [] : undefined);
    return told && without(tasks ?? [], [...told, ...gone.values()]);
  }, [tasks, pages.data, pages.error, gone]);
  return { deleted, tasks, pages, ...sending };
}

/**
 * Reads the pages anew when it is quiet after changes, as what came and went in one burst was never among the tasks:
 * each page is a request, and to begin while one is on its way would call that off.
 */
function useNews(cursor: string | undefined, { refetch, isFetching }: Pages): void {
  const before = useRef(cursor);
  useEffect(() => {
    before.current ??= cursor;
    if (isFetching || before.current === cursor) return undefined;
    const timer = setTimeout(() => {
      before.current = cursor;
      void refetch();
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [cursor, isFetching, refetch]);
}

/** By id, what is deleted while the page is looked at: what leaves the tasks, and what is on its way. */
function useGone(
  tasks: Task[] | undefined,
  entries: readonly Entry[],
  find: (id: number) => Task | undefined,
) {
  const [gone, setGone] = useState<ReadonlyMap<number, DeletedTask>>(new Map());
  const before = useRef(tasks);
  // What is not shown may be there all the same.
  const isGone = useEffectEvent((task: Task) => !isNew(task) && !find(task.id));
  useEffect(() => {
    const left = new Set(tasks?.map(({ id }) => id));
    const missing = before.current?.filter((task) => !left.has(task.id) && isGone(task)) ?? [];
    before.current = tasks;
    const deleted_at = new Date().toISOString();
    const news = [...missing.map((task) => ({ ...task, deleted_at })), ...leaving(entries)];
    if (news.length === 0) return;
    setGone((all) => new Map([...all, ...news.map((task) => [task.id, task] as const)]));
  }, [tasks, entries]);
  return gone;
}

/** What is deleted here, and the server does not know of yet. */
function leaving(entries: readonly Entry[]): DeletedTask[] {
  return entries.flatMap(({ at, command, refusal }) => {
    if (command.op !== 'delete' || refusal || isNew(command)) return [];
    return { ...command.seen, deleted_at: new Date(at).toISOString() };
  });
}

/** The deleted tasks, each once as it is named first, without those that are there again. */
function without(tasks: Task[], deleted: DeletedTask[]): DeletedTask[] {
  const there = new Set(tasks.map(({ id }) => id));
  const byId = new Map(deleted.toReversed().map((task) => [task.id, task]));
  return [...byId.values()]
    .filter(({ id }) => !there.has(id))
    .toSorted((a, b) => (a.deleted_at < b.deleted_at ? 1 : -1));
}
