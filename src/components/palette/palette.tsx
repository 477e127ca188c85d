import { CommandInput, CommandList, CommandRoot } from 'cmdk';
import { type RefObject, useEffect, useState } from 'react';
import { useModal } from '@/components/ui/use-modal';
import type { Task } from '@/contract/tasks';
import { AddItems } from './add-items';
import { findCommands, type Means, type PaletteCommand } from './palette-commands';
import { CommandItems, nameOf, TaskItems } from './palette-items';
import { noteCommand } from './recent-commands';
import { useFindableTasks } from './use-findable-tasks';

interface PaletteProps {
  userId: string;
  means: Means;
  /** What was typed before this could be there. */
  begun: RefObject<string>;
  onClose: () => void;
}

/** Finds tasks and does things, by what is typed. */
export function Palette({ userId, means, begun, onClose }: PaletteProps) {
  const dialog = useModal();
  const [typed, setTyped] = useState(() => begun.current);
  const { tasks, found } = useFindableTasks(userId, typed);
  const [selected, select] = useState('');
  const [wereKnown, setKnown] = useState(false);
  // What is found late stands first as well.
  if (tasks && !wereKnown) {
    setKnown(true);
    if (found[0]) select(nameOf(found[0]));
  }
  const commands = findCommands(typed);
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
            tasks={found}
            choose={(task: Task) => leaveTo(() => means.ask({ show: task }))}
          />
          <CommandItems commands={commands} run={run} />
          {title && (
            <AddItems
              title={title}
              tasks={tasks ?? []}
              add={(task) => leaveTo(() => means.ask({ add: task }))}
            />
          )}
        </CommandList>
      </CommandRoot>
      <output className="sr-only">
        {title && `${found.length} tasks, ${commands.length} commands`}
      </output>
    </dialog>
  );
}
