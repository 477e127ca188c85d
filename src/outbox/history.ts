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

/** A step, and the keys of its commands in the outbox. */
interface Performed extends Step {
  keys: string[];
}

/** What a person did on this page, so that it can be taken back, and done again. */
export type History = ReturnType<typeof createHistory>;

/** A history of steps that go through an outbox; who takes one back says which tasks are there by now. */
export function createHistory(outbox: Outbox) {
  let done: Performed[] = [];
  let undone: Performed[] = [];

  return { act, undo, redo, lastDone: () => done.at(-1), lastUndone: () => undone.at(-1) };

  /** Does a step, and gives it as it can be taken back. */
  function act(step: Step): Step {
    undone = [];
    return perform(step, done);
  }

  /** Takes back a step, by default the last; undefined when nothing is left of it to take back. */
  function undo(tasks: Task[], step: Step | undefined = done.at(-1)): Step | undefined {
    const performed = done.find((one) => one === step);
    done = done.filter((one) => one !== performed);
    return performed && takeBack(tasks, performed, undone) && performed;
  }

  /** Does again what was taken back last. */
  function redo(tasks: Task[]): Step | undefined {
    const step = undone.pop();
    return step && takeBack(tasks, step, done);
  }

  function takeBack(tasks: Task[], step: Performed, to: Performed[]): Step | undefined {
    const commands = inverse(tasks, step);
    return commands.length > 0 ? perform({ ...step, commands }, to) : undefined;
  }

  function perform(step: Step, to: Performed[]): Performed {
    const entries = outbox.addAll(step.commands);
    const commands = entries.map(({ command }) => command);
    const performed = { ...step, commands, keys: entries.map(({ key }) => key) };
    to.push(performed);
    return performed;
  }

  /** From the last to the first; what the server has refused was not done. */
  function inverse(tasks: Task[], { commands, keys }: Performed): Command[] {
    const shown = new Map(tasks.map((task) => [task.id, task]));
    const inverses = commands.map((command, index) => {
      if (outbox.wasRefused(keys[index] ?? '')) return [];
      const id = outbox.presentIdOf(command.id);
      return inverseOf({ ...command, id }, shown.get(id)) ?? [];
    });
    return inverses.toReversed().flat();
  }
}
