import { useState } from 'react';
import type { Task } from '@/contract/tasks';
import { newestFirst } from './merge-changes';

export type Edits = ReturnType<typeof useEdits>;

/** Which titles are being edited. A task that is deleted meanwhile keeps its row until its editing ends. */
export function useEdits(tasks: Task[] = []) {
  const [begun, setBegun] = useState<Task[]>([]);
  const gone = begun.filter(({ id }) => !tasks.some((task) => task.id === id));

  return {
    rows: gone.length > 0 ? [...tasks, ...gone].toSorted(newestFirst) : tasks,
    isGone: (task: Task) => gone.includes(task),
    /** The task as it was when its editing began. */
    begunOf: ({ id }: Task) => begun.find((task) => task.id === id),
    begin: (task: Task) => setBegun((all) => [...all, task]),
    end: (begunTask: Task) => setBegun((all) => all.filter((task) => task !== begunTask)),
  };
}
