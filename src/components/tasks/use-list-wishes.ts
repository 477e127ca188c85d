import { useEffect, useRef } from 'react';
import { filterBy } from '@/components/filters/filter-tasks';
import { useFilters } from '@/components/filters/use-filters';
import { press } from '@/components/keyboard/press';
import { useWishes, type Wish } from '@/components/palette/wishes';
import { useWantedRow, wantRow } from '@/components/rows/wanted-row';
import type { Task } from '@/contract/tasks';
import type { NewTask } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

interface ListOptions {
  userId: string;
  tasks: Task[] | undefined;
  outbox: Outbox;
  add: (task: NewTask) => void;
  undo: () => void;
  announce: (news: string) => void;
}

/** Does what the palette and the shortcuts ask of the list. */
export function useListWishes({ userId, tasks, outbox, add, undo, announce }: ListOptions): void {
  const [filters, setFilters] = useFilters();
  const sought = useRef<string>(undefined);
  // A row that is far away is there when the list has been rendered again.
  useWantedRow();
  useEffect(goToSought);
  useWishes({ userId, tasks, grant });

  function grant(wish: Wish): void {
    if ('press' in wish) press(wish.press);
    else if ('undo' in wish) undo();
    else if ('add' in wish) add(wish.add);
    else if ('filter' in wish) void setFilters(wish.filter, { history: 'push' });
    else show(wish.show);
  }

  function show({ id, title }: Task): void {
    const key = outbox.firstIdOf(id);
    const task = tasks?.find((one) => outbox.firstIdOf(one.id) === key);
    if (!task) return announce(`Not there any more: ${title}`);
    if (!filterBy(filters)(task)) void setFilters(null);
    sought.current = `task-${key}`;
    wantRow(key);
    goToSought();
  }

  /** A row that was hidden is there when the list has been rendered without filters. */
  function goToSought(): void {
    const row = sought.current && document.getElementById(sought.current);
    if (!row) return;
    sought.current = undefined;
    row.querySelector('input')?.focus();
    row.scrollIntoView({ block: 'center' });
  }
}
