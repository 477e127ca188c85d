import { useMemo } from 'react';
import { useListedTasks } from '@/components/palette/wishes';
import type { Task } from '@/contract/tasks';

/** The tags of all tasks but this one, in their order. */
export function useKnownTags({ id }: Task): string[] {
  const tasks = useListedTasks();
  return useMemo(() => {
    const others = tasks?.filter((task) => task.id !== id) ?? [];
    return [...new Set(others.flatMap(({ tags }) => tags))].toSorted();
  }, [tasks, id]);
}
