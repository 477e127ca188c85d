import { useMemo, useState } from 'react';
import type { Task } from '@/contract/tasks';
import type { CommandOf, Entry } from '@/outbox/command';
import { AddTask } from './add-task';
import { Away } from './away';
import { Failure } from './failure';
import { offerUndo } from './offer-undo';
import { Refused } from './refused';
import { MemoizedTaskRow } from './task-row';
import { Toasts } from './toasts';
import { UnsavedTask } from './unsaved-task';
import { useRows } from './use-rows';
import { useTasks } from './use-tasks';

/** All tasks of one user, newest first, and the box that adds one. */
export function TaskList({ userId }: { userId: string }) {
  const [news, announce] = useState('');
  const known = useTasks(userId);
  const { tasks, error, retry, outbox, entries, isAway } = known;
  const { rows, begin, end } = useRows(known);
  const waiting = entries.filter(({ refusal }) => !refusal);
  const waitingFor = new Set(waiting.map(({ command }) => command.id));
  const actions = useMemo(() => {
    const remove = (task: Task) => {
      outbox.add({ op: 'delete', id: task.id });
      announce(`Deleted: ${task.title}`);
      offerUndo(task, outbox, announce);
    };
    return { outbox, announce, begin, end, remove };
  }, [outbox, begin, end]);

  function add(title: string): void {
    outbox.add({ op: 'create', id: 0, fields: { title } });
    announce(`Added: ${title}`);
  }

  return (
    <section aria-labelledby="tasks">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 id="tasks" className="heading text-4xl">
          Your tasks
        </h1>
        {tasks && tasks.length > 0 && <p className="text-muted">{count(tasks)}</p>}
      </div>
      <AddTask add={add} />
      <output className="sr-only">{news}</output>
      {error !== null && !tasks && <Failure error={error} retry={retry} />}
      {isAway && waiting.length > 0 && <Away waiting={waiting.length} wake={outbox.wake} />}
      {entries.filter(hasNoRow).map((entry) => (
        <Refused key={entry.key} entry={entry} title={titleOf(entry, tasks)} outbox={outbox} />
      ))}
      <ul className="mt-6" aria-busy={!tasks && !error}>
        {entries.filter(isRefusedCreate).map((entry) => (
          <UnsavedTask key={entry.key} entry={entry} outbox={outbox} />
        ))}
        {rows.map((row) => (
          <MemoizedTaskRow
            key={row.key}
            row={row}
            isBusy={waitingFor.has(row.task.id)}
            isWaiting={isAway && waitingFor.has(row.task.id)}
            actions={actions}
          />
        ))}
      </ul>
      {tasks?.length === 0 && rows.length === 0 && entries.length === 0 && (
        <p className="py-6 text-center text-muted">
          Nothing to do yet. Type your first task above and press Enter.
        </p>
      )}
      <Toasts />
    </section>
  );
}

function isRefusedCreate(entry: Entry): entry is Entry<CommandOf<'create'>> {
  return entry.command.op === 'create' && entry.refusal !== undefined;
}

function hasNoRow(entry: Entry): entry is Entry<CommandOf<'complete' | 'delete' | 'restore'>> {
  return entry.refusal !== undefined && !['create', 'update'].includes(entry.command.op);
}

function titleOf({ command }: Entry, tasks: Task[] = []): string {
  if ('seen' in command) return command.seen.title;
  return tasks.find(({ id }) => id === command.id)?.title ?? 'A task';
}

function count(tasks: Task[]): string {
  const done = tasks.filter(({ completed }) => completed).length;
  return `${tasks.length - done} to do, ${done} done`;
}
