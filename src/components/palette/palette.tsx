import { CommandInput, CommandList, CommandRoot } from 'cmdk';
import { useEffect, useState } from 'react';
import { useModal } from '@/components/ui/use-modal';
import type { Task } from '@/contract/tasks';
import { findCommands, type Means, type PaletteCommand } from './palette-commands';
import { AddItem, CommandItems, nameOf, TaskItems } from './palette-items';
import { noteCommand } from './recent-commands';
import { useFindableTasks } from './use-findable-tasks';

interface PaletteProps {
  userId: string;
  means: Means;
  onClose: () => void;
}

/** Finds tasks and does things, by what is typed. */
export function Palette({ userId, means, onClose }: PaletteProps) {
  const dialog = useModal();
  const [typed, setTyped] = useState('');
  const findable = useFindableTasks(userId, typed);
  const tasks = findable ?? [];
  const [selected, select] = useState('');
  const [wereKnown, setKnown] = useState(false);
  // What is found late stands first as well.
  if (findable && !wereKnown) {
    setKnown(true);
    if (tasks[0]) select(nameOf(tasks[0]));
  }
  const found = findCommands(typed);
  const title = typed.trim();
  // The browser would give it to what is around the input.
  useEffect(() => dialog.current?.querySelector('input')?.focus(), [dialog]);

  /** Closes first, which gives the focus back to where it was: what is done may move it on. */
  function leaveTo(act: () => void): void {
    dialog.current?.close();
    act();
  }

  function run({ name, run: act }: PaletteCommand): void {
    noteCommand(name);
    leaveTo(() => act(means));
  }

  return (
    <dialog
      ref={dialog}
      closedby="any"
      onClose={onClose}
      aria-label="Search or do something"
      className="dialog palette"
    >
      <CommandRoot
        label="Search or do something"
        value={selected}
        onValueChange={select}
        shouldFilter={false}
        vimBindings={false}
        loop
      >
        <div className="flex items-center gap-2 border-b border-line p-2">
          <CommandInput
            placeholder="Search or do …"
            className="field border-transparent"
            value={typed}
            onValueChange={setTyped}
          />
          <button type="button" className="button-bare" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        <CommandList label="What there is">
          <TaskItems
            tasks={tasks}
            choose={(task: Task) => leaveTo(() => means.ask({ show: task }))}
          />
          <CommandItems commands={found} run={run} />
          {title && <AddItem title={title} add={() => leaveTo(() => means.ask({ add: title }))} />}
        </CommandList>
      </CommandRoot>
      <output className="sr-only">
        {title && `${tasks.length} tasks, ${found.length} commands`}
      </output>
    </dialog>
  );
}
