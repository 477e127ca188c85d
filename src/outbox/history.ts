import type { Task } from '@/contract/tasks';
import type { Command } from './command';
import { inverseOf } from './inverse';
import type { Outbox } from './outbox';

/** Something that a person does in one go, in words and commands. */
export interface Step {
  /** What was done, such as `Deleted: Buy milk`. */
  done: string;
  /** What taking it back is, such as `bring back Buy milk`. */
  undo: string;
  /** The same when it has been taken back, such as `Restored: Buy milk`. */
  undone: string;
  commands: Command[];
}

/** What a person did on this page, so that it can be taken back, and done again. */
export type History = ReturnType<typeof createHistory>;

/** A history of steps that go through an outbox; who takes one back says which tasks are there by now. */
export function createHistory(outbox: Outbox) {
  let done: Step[] = [];
  let undone: Step[] = [];

  return { act, undo, redo };

  /** Does a step, and gives it as it can be taken back. */
  function act(step: Step): Step {
    undone = [];
    return perform(step);
  }

  /** Takes back a step, by default the last; undefined when nothing is left of it to take back. */
  function undo(tasks: Task[], step = done.at(-1)): Step | undefined {
    if (!step || !done.includes(step)) return undefined;
    done = done.filter((one) => one !== step);
    const commands = inverse(tasks, step.commands);
    if (commands.length === 0) return undefined;
    outbox.addAll(commands);
    undone.push({ ...step, commands });
    return step;
  }

  /** Does again what was taken back last. */
  function redo(tasks: Task[]): Step | undefined {
    const step = undone.pop();
    return step && perform({ ...step, commands: inverse(tasks, step.commands) });
  }

  function perform(step: Step): Step {
    const ids = outbox.addAll(step.commands);
    const commands = step.commands.map((command, index) => {
      return { ...command, id: ids[index] ?? command.id };
    });
    const performed = { ...step, commands };
    done.push(performed);
    return performed;
  }

  /** From the last to the first; what the server has refused was not done. */
  function inverse(tasks: Task[], commands: Command[]): Command[] {
    const shown = new Map(tasks.map((task) => [task.id, task]));
    const entries = outbox.getState().entries.filter(({ refusal }) => refusal);
    const refused = new Set(entries.map(({ command }) => nameOf(command)));
    return commands.toReversed().flatMap((command) => {
      const id = outbox.presentIdOf(command.id);
      const present = { ...command, id };
      return refused.has(nameOf(present)) ? [] : (inverseOf(present, shown.get(id)) ?? []);
    });
  }
}

function nameOf({ op, id }: Command): string {
  return `${op} ${id}`;
}
