import { CommandGroup, CommandItem } from 'cmdk';
import { Check, Circle } from 'lucide-react';
import { Keys } from '@/components/keyboard/keys';
import { keysOf } from '@/components/keyboard/shortcuts';
import type { Task } from '@/contract/tasks';
import type { PaletteCommand } from './palette-commands';

/** The tasks that were found. */
export function TaskItems({ tasks, choose }: { tasks: Task[]; choose: (task: Task) => void }) {
  if (tasks.length === 0) return null;
  return (
    <CommandGroup heading="Tasks">
      {tasks.map((task) => (
        <CommandItem key={task.id} value={nameOf(task)} onSelect={() => choose(task)}>
          {task.completed ? <Check aria-label="Done:" /> : <Circle aria-hidden />}
          <span className="truncate">{task.title}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
}

/** Names the item of a task. */
export function nameOf({ id }: Task): string {
  return `task-${id}`;
}

interface CommandItemsProps {
  commands: PaletteCommand[];
  run: (command: PaletteCommand) => void;
}

/** The commands that were found, with their shortcuts. */
export function CommandItems({ commands, run }: CommandItemsProps) {
  if (commands.length === 0) return null;
  return (
    <CommandGroup heading="Commands">
      {commands.map((command) => {
        const { name, words, icon: Icon } = command;
        const [keys] = keysOf(name);
        return (
          <CommandItem key={name} value={name} onSelect={() => run(command)}>
            <Icon aria-hidden />
            <span className="grow truncate">{words}</span>
            {keys && <Keys of={keys} />}
          </CommandItem>
        );
      })}
    </CommandGroup>
  );
}
