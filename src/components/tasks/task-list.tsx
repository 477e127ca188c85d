import { useDeferredValue, useMemo } from 'react';
import { useTasks } from '@/components/feed/use-tasks';
import { filterBy, orderBy } from '@/components/filters/filter-tasks';
import { TaskFilters } from '@/components/filters/task-filters';
import { type Filters, useFilters } from '@/components/filters/use-filters';
import { useRowShortcuts } from '@/components/keyboard/use-shortcut';
import { Outgoing } from '@/components/outgoing/outgoing';
import { useRefusals } from '@/components/outgoing/use-refusals';
import { type Row, useRows } from '@/components/rows/use-rows';
import { SelectButton } from '@/components/selection/select-button';
import { SelectMany } from '@/components/selection/select-many';
import { useSelection } from '@/components/selection/use-selection';
import { Failure } from '@/components/ui/failure';
import { inFigures } from '@/components/ui/in-figures';
import { Toasts } from '@/components/ui/toasts';
import { useNews } from '@/components/ui/use-news';
import { describeStep } from '@/components/undo/describe-step';
import { useSteps } from '@/components/undo/use-steps';
import { MOST_TAGS } from '@/contract/most-tags';
import type { Task } from '@/contract/tasks';
import type { CommandOf, Entry, NewTask } from '@/outbox/command';
import { AddTask } from './add-task';
import { NothingShown } from './nothing-shown';
import { MemoizedTaskRows } from './task-rows';
import { useListWishes } from './use-list-wishes';

/** More rows may fill a screen. */
const MANY_ABOVE = 5;
const NO_FILTER = { search: null, status: null, priority: null, tag: null };

/** The tasks of one user, the box that adds one, and what is on its way to the server. */
export function TaskList({ userId }: { userId: string }) {
  const [news, announce] = useNews();
  const [filters, setFilters] = useFilters();
  const known = useTasks(userId);
  const { tasks, error, retry, outbox, history, entries, isAway } = known;
  const { rows, begin, end } = useRows(userId, known);
  const wanted = useDeferredValue(filters);
  const shown = useMemo(() => arrange(rows, wanted), [rows, wanted]);
  const { act, undo } = useSteps({ history, tasks, announce, firstIdOf: outbox.firstIdOf });
  const selection = useSelection(shown);
  const shortcuts = useRowShortcuts();
  const actions = useMemo(
    () => ({ outbox, selection, shortcuts, act, announce, begin, end }),
    [outbox, selection, shortcuts, act, announce, begin, end],
  );
  const busy = useMemo(() => busyIn(entries), [entries]);
  useRefusals(entries, outbox);
  useListWishes({ userId, tasks, outbox, add, undo, announce });

  /** Where only tasks of a kind are shown, a new one is of that kind unless it says another; nothing may hide it. */
  function add(...added: NewTask[]): void {
    const { tag, priority, status } = filters;
    // The newest comes first, and so the first line of many has to be the last.
    const commands = added.toReversed().map((fields): CommandOf<'create'> => {
      const tags = [...new Set([...(fields.tags ?? []), ...(tag ? [tag] : [])])];
      const kind = { ...(priority && { priority }), ...fields };
      const hasTags = tags.length > 0 && tags.length <= MOST_TAGS;
      return { op: 'create', id: 0, fields: hasTags ? { ...kind, tags } : kind };
    });
    const titles = added.map(({ title }) => title);
    const above = shown.filter(({ task }) => task.due_date !== null && !task.completed).length;
    // A task that was typed is there to be seen unless many stand above it; lines may have been pasted by mistake.
    act({ ...describeStep('add', titles), commands }, added.length > 1 || above > MANY_ABOVE);
    void setFilters({
      search: null,
      tag: commands.some(({ fields }) => tag && !fields.tags?.includes(tag)) ? null : tag,
      status: status === 'completed' ? null : status,
      priority: added.some((one) => one.priority && one.priority !== priority) ? null : priority,
    });
  }

  return (
    <section aria-labelledby="tasks" aria-busy={!tasks && !error}>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 id="tasks" className="heading text-4xl">
          Your tasks
        </h1>
        {tasks && tasks.length > 0 && <p className="text-muted">{count(tasks)}</p>}
      </div>
      <AddTask userId={userId} tasks={tasks} add={add} announce={announce} />
      <output className="sr-only">{news}</output>
      {tasks && tasks.length > 0 && (
        <TaskFilters tasks={tasks}>
          <SelectButton selection={selection} announce={announce} />
        </TaskFilters>
      )}
      {error !== null && !tasks && <Failure error={error} retry={retry} />}
      <Outgoing userId={userId} {...known} />
      <MemoizedTaskRows rows={shown} busy={busy} isAway={isAway} actions={actions} />
      <output className="sr-only">{wanted.search && `${inFigures(shown.length)} found`}</output>
      <NothingShown
        isEmpty={tasks?.length === 0}
        isFiltered={tasks !== undefined && tasks.length > 0 && shown.length === 0}
        showAll={() => void setFilters(NO_FILTER, { history: 'push' })}
      />
      <SelectMany
        selection={selection}
        rows={shown}
        known={tasks ?? []}
        act={act}
        announce={announce}
      />
      <Toasts />
    </section>
  );
}

/** What is being edited stays where it was. */
function arrange(rows: Row[], filters: Filters): Row[] {
  const isShown = filterBy(filters);
  const order = orderBy(filters.sort);
  return rows
    .filter(({ task, begun }) => begun || isShown(task))
    .toSorted((a, b) => order(a.begun ?? a.task, b.begun ?? b.task));
}

function busyIn(entries: readonly Entry[]): Set<number> {
  return new Set(entries.filter(({ refusal }) => !refusal).map(({ command }) => command.id));
}

function count(tasks: Task[]): string {
  const done = tasks.filter(({ completed }) => completed).length;
  return `${inFigures(tasks.length - done)} to do, ${inFigures(done)} done`;
}
