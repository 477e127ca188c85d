import { useMemo } from 'react';
import { tagsOf } from '@/components/filters/filter-tasks';
import { useListedTasks } from '@/components/palette/wishes';
import type { Task } from '@/contract/tasks';

/** The tags of all tasks but this one, in their order. */
export function useKnownTags({ id }: Task): string[] {
  const tasks = useListedTasks();
  return useMemo(() => {
    const others = tasks?.filter((task) => task.id !== id) ?? [];
    return tagsOf(others, null);
  }, [tasks, id]);
}
