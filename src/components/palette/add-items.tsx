import { CommandGroup, CommandItem } from 'cmdk';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { tagsOf } from '@/components/filters/filter-tasks';
import { partsOf } from '@/components/quick-add/parts';
import { readTask } from '@/components/quick-add/read-task';
import { useToday } from '@/components/rows/use-today';
import type { Task } from '@/contract/tasks';
import type { NewTask } from '@/outbox/command';

interface AddItemsProps {
  /** What was typed. */
  title: string;
  /** Those whose tags are known. */
  tasks: Task[];
  add: (task: NewTask) => void;
}

/** The ways to make a task of what was typed: as it is understood, and as it stands. */
export function AddItems({ title, tasks, add }: AddItemsProps) {
  const now = useToday();
  const tags = useMemo(() => tagsOf(tasks, null), [tasks]);
  const typed = readTask(title, { now, tags });
  const parts = partsOf(typed, now);
  return (
    <CommandGroup heading="New">
      {parts.length > 0 && (
        <CommandItem value="add-understood" onSelect={() => add(typed.fields)}>
          <Plus aria-hidden />
          <span className="truncate">Add “{typed.fields.title}”</span>
          <span className="truncate text-sm text-muted">
            {parts.map(({ label }) => label).join(', ')}
          </span>
        </CommandItem>
      )}
      <CommandItem value="add" onSelect={() => add({ title })}>
        <Plus aria-hidden />
        <span className="truncate">Add “{title}”</span>
      </CommandItem>
    </CommandGroup>
  );
}
