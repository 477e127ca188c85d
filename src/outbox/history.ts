import type { Task } from '@/contract/tasks';
import type { Command } from './command';
import { inverseOf } from './inverse';
import type { Outbox } from './outbox';
import { remembered } from './remembered';

/** What is said of something that a person does. */
export interface Words {
  /** What was done, such as `Deleted: Buy milk`. */
  done: string;
  /** What taking it back is, such as `bring back Buy milk`. */
  undo: string;
  /** The same when it has been taken back, such as `Restored: Buy milk`. */
  undone: string;
}

/** Something that a person does in one go. */
export interface Step {
  commands: Command[];
  /** Of the tasks that the commands are about, one for each. */
  titles: string[];
  /** Says it of tasks with these titles. */
  describe: (titles: string[]) => Words;
}

/** A step that was done, in words, and the keys of its commands in the outbox. */
interface Performed extends Step, Words {
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
  function act(step: Step): Performed {
    undone = [];
    const performed = perform(step);
    done = remembered([...done, performed]);
    return performed;
  }

  /** Takes back a step, by default the last, and gives what was taken back of it; undefined when nothing is left to. */
  function undo(tasks: Task[], step: Step | undefined = done.at(-1)): Performed | undefined {
    const performed = done.find((one) => one === step);
    done = done.filter((one) => one !== performed);
    const back = performed && takeBack(tasks, performed);
    if (back) undone = remembered([...undone, back]);
    return back;
  }

  /** Does again what was taken back last, and gives what was done of it. */
  function redo(tasks: Task[]): Performed | undefined {
    const step = undone.at(-1);
    undone = undone.slice(0, -1);
    const again = step && takeBack(tasks, step);
    if (again) done = remembered([...done, again]);
    return again;
  }

  function takeBack(tasks: Task[], performed: Performed): Performed | undefined {
    const step = inverse(tasks, performed);
    return step.commands.length > 0 ? perform(step) : undefined;
  }

  function perform(step: Step): Performed {
    const entries = outbox.addAll(step.commands);
    const commands = entries.map(({ command }) => command);
    const keys = entries.map(({ key }) => key);
    return { ...step, ...step.describe(step.titles), commands, keys };
  }

  /** From the last to the first; what the server has refused was not done. */
  function inverse(tasks: Task[], { commands, titles, keys, describe }: Performed): Step {
    const shown = new Map(tasks.map((task) => [task.id, task]));
    const left = commands.flatMap((before, index) => {
      const { key, command } = outbox.asSent({ key: keys[index] ?? '', command: before });
      if (outbox.wasRefused(key)) return [];
      const id = outbox.presentIdOf(command.id);
      const inverted = inverseOf({ ...command, id }, shown.get(id));
      const title = command.op === 'create' ? command.fields.title : (titles[index] ?? '');
      return inverted ? { inverted, title } : [];
    });
    left.reverse();
    return {
      commands: left.map(({ inverted }) => inverted),
      titles: left.map(({ title }) => title),
      describe,
    };
  }
}
