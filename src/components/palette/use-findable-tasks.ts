import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { wordsOf } from '@/components/filters/words-of';
import type { Task } from '@/contract/tasks';
import { loadClient } from '@/trpc/load-client';
import { bestOf } from './palette-matches';
import { useListedTasks } from './wishes';

const FRESH_MS = 30_000;
const LIMIT = 8;

/** The tasks of the list on screen, on other pages those of the server; undefined until they are known. And those whose titles fit what was typed. */
export function useFindableTasks(userId: string, typed: string) {
  const listed = useListedTasks();
  const { data: read } = useQuery({
    queryKey: ['findable-tasks', userId],
    queryFn: async () => (await loadClient()).tasks.list.query({ user_id: userId }),
    enabled: !listed,
    staleTime: FRESH_MS,
  });
  const tasks = listed ?? read;
  const findable = useMemo(() => openFirst(tasks ?? []).map(withText), [tasks]);
  const words = wordsOf(typed);
  const found = words.length === 0 ? [] : bestOf(findable, words, LIMIT).map(({ task }) => task);
  return { tasks, found };
}

function openFirst(tasks: Task[]): Task[] {
  return tasks.toSorted((one, other) => Number(one.completed) - Number(other.completed));
}

function withText(task: Task) {
  return { task, text: task.title.toLowerCase() };
}
