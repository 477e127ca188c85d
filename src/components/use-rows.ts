import { useMemo, useState } from 'react';
import type { Task } from '@/contract/tasks';
import type { CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';
import type { useTasks } from './use-tasks';

type Refused = Entry<CommandOf<'update'>>;

const NONE: Task[] = [];

/** A task, and how far the editing of its title has got. */
export interface Row {
  /** Stays the same when the server gives a new task its id. */
  key: number;
  task: Task;
  /** It was deleted meanwhile: its row stays until its editing ends. */
  isGone: boolean;
  /** The task as it was when its editing began; undefined while it is not edited. */
  begun?: Task;
  /** What was typed and the server has refused. */
  refused?: Refused;
}

/** The rows of the list: tasks, and titles that are being edited or were refused. */
export function useRows({ tasks = NONE, entries, outbox }: ReturnType<typeof useTasks>) {
  const [begun, setBegun] = useState<Task[]>([]);
  const editing = useMemo(
    () => ({
      begin: (task: Task) => setBegun((all) => [...all, task]),
      end: ({ id }: Task) =>
        setBegun((all) => all.filter((one) => outbox.firstIdOf(one.id) !== outbox.firstIdOf(id))),
    }),
    [outbox],
  );
  const rows = useMemo(
    () => rowsOf(tasks, begun, entries.filter(isRefusedUpdate), outbox),
    [tasks, begun, entries, outbox],
  );
  return { rows, ...editing };
}

function rowsOf(tasks: Task[], begun: Task[], refused: Refused[], outbox: Outbox): Row[] {
  const keyOf = ({ id }: Task) => outbox.firstIdOf(id);
  const edited = new Map([...refused.map(seenBy), ...begun].map((task) => [keyOf(task), task]));
  const known = new Set(tasks.map(keyOf));
  const gone = [...edited].filter(([key]) => !known.has(key)).map(([, task]) => task);
  return [...tasks, ...gone].map((task) => {
    const key = keyOf(task);
    const own = edited.get(key);
    const entry = refused.find(({ command }) => command.id === task.id);
    return {
      key,
      task,
      isGone: !known.has(key),
      ...(own && { begun: own }),
      ...(entry && { refused: entry }),
    };
  });
}

function seenBy({ command }: Refused): Task {
  return command.seen;
}

function isRefusedUpdate(entry: Entry): entry is Refused {
  return entry.command.op === 'update' && entry.refusal !== undefined;
}
