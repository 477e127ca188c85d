import { useEffect, useMemo, useState } from 'react';
import { loadEditForm } from '@/components/edit/edit-form';
import { dropEdit, takeUpEdits } from '@/components/edit/kept-edits';
import type { useTasks } from '@/components/feed/use-tasks';
import { loadWhenStirred } from '@/components/ui/load-when-stirred';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { Task } from '@/contract/tasks';
import type { CommandOf, Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

type Refused = Entry<CommandOf<'update'>>;

/** A task, and how far its editing has got. */
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

/** The rows of the list: tasks, and what is being edited or was refused though its task is gone. */
export function useRows(userId: string, { tasks, entries, outbox }: ReturnType<typeof useTasks>) {
  const isHydrated = useHydrated();
  const [begun, setBegun] = useState(() => takeUpEdits(userId, outbox.firstIdOf));
  useEffect(() => loadWhenStirred(loadEditForm), []);
  const editing = useMemo(
    () => ({
      begin: (task: Task) => setBegun((all) => [...all, task]),
      end(task: Task) {
        const key = outbox.firstIdOf(task.id);
        dropEdit(key, task);
        setBegun((all) => all.filter(({ id }) => outbox.firstIdOf(id) !== key));
      },
    }),
    [outbox],
  );
  const rows = useMemo(
    () =>
      tasks ? rowsOf(tasks, isHydrated ? begun : [], entries.filter(isRefusedUpdate), outbox) : [],
    [tasks, isHydrated, begun, entries, outbox],
  );
  return { rows, ...editing };
}

function rowsOf(tasks: Task[], begun: Task[], refused: Refused[], outbox: Outbox): Row[] {
  const keyOf = ({ id }: Task) => outbox.firstIdOf(id);
  const apart = refused.filter(({ step }) => !step).map(({ command }) => command.seen);
  const edited = new Map([...apart, ...begun].map((task) => [keyOf(task), task]));
  const known = new Set(tasks.map(keyOf));
  // Of several of one task the first counts.
  const refusals = new Map(refused.toReversed().map((entry) => [entry.command.id, entry]));
  const gone = [...edited].filter(([key]) => !known.has(key)).map(([, task]) => task);
  return [...tasks, ...gone].map((task) => {
    const key = keyOf(task);
    const own = edited.get(key);
    const entry = refusals.get(task.id);
    return {
      key,
      task,
      isGone: !known.has(key),
      ...(own && { begun: own }),
      ...(entry && { refused: entry }),
    };
  });
}

/** Whether it is a change of a task that the server has refused. */
export function isRefusedUpdate(entry: Entry): entry is Refused {
  return entry.command.op === 'update' && entry.refusal !== undefined;
}
