import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTasks } from '@/components/feed/use-tasks';
import type { DeletedTask } from '@/contract/deleted-tasks';
import type { Task } from '@/contract/tasks';
import { type Entry, isNew } from '@/outbox/command';
import { useTRPC, useTRPCClient } from '@/trpc/procedures';

const QUIET_MS = 1_000;

/** The tasks that a user can bring back, as the person has left them, the last deleted first. */
export function useDeleted(userId: string) {
  const trpc = useTRPC();
  const { tasks, find, cursor, ...sending } = useTasks(userId);
  const pages = useInfiniteQuery(
    trpc.tasks.deleted.infiniteQueryOptions(
      { user_id: userId },
      {
        getNextPageParam: (page) => page.cursor ?? undefined,
        // To read all pages anew takes a request for each; what is new is read by itself.
        staleTime: Infinity,
        gcTime: 0,
      },
    ),
  );
  const gone = useGone(tasks, sending.entries, find);
  const { data, error } = pages;
  const read = useMemo(() => data?.pages.flatMap((page) => page.tasks), [data]);
  const news = useDeletedSince(userId, cursor, read);
  const deleted = useMemo(() => {
    const told = read ?? (error ? [] : undefined);
    return told && without(tasks ?? [], [...news, ...told, ...gone.values()]);
  }, [tasks, read, error, news, gone]);
  return { deleted, tasks, pages, ...sending };
}

/** What was deleted since it was read, asked for when it is quiet after changes: what came and went in one burst was never among the tasks. */
function useDeletedSince(
  userId: string,
  cursor: string | undefined,
  read: DeletedTask[] | undefined,
) {
  const { tasks } = useTRPCClient();
  const [news, setNews] = useState<DeletedTask[]>([]);
  const before = useRef(cursor);
  const isRead = read !== undefined;
  const readNews = useEffectEvent(async () => {
    const known = new Set([...news, ...(read ?? [])].map(nameOf));
    const all: DeletedTask[] = [];
    for (let from: string | undefined; ;) {
      const page = await tasks.deleted.query({ user_id: userId, cursor: from });
      const unknown = page.tasks.filter((task) => !known.has(nameOf(task)));
      all.push(...unknown);
      if (!page.cursor || unknown.length < page.tasks.length) break;
      from = page.cursor;
    }
    setNews((others) => [...all, ...others]);
  });
  useEffect(() => {
    before.current ??= cursor;
    if (!isRead || before.current === cursor) return undefined;
    const timer = setTimeout(() => {
      before.current = cursor;
      // Where the server cannot be reached, the next change tries again.
      readNews().catch(() => undefined);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [cursor, isRead]);
  return news;
}

/** One deletion: a task may be deleted again. */
function nameOf({ id, deleted_at: at }: DeletedTask): string {
  return `${id} ${at}`;
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
  const named = new Set(tasks.map(({ id }) => id));
  return deleted.filter(({ id }) => !named.has(id) && named.add(id)).toSorted(lastDeletedFirst);
}

/** As the server tells them. */
function lastDeletedFirst(a: DeletedTask, b: DeletedTask): number {
  if (a.deleted_at === b.deleted_at) return b.id - a.id;
  return a.deleted_at < b.deleted_at ? 1 : -1;
}
