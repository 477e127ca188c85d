import { memo } from 'react';
import { flushSync } from 'react-dom';
import { AwaitedForm } from '@/components/edit/awaited-form';
import { useEditForm } from '@/components/edit/edit-form';
import type { useRowShortcuts } from '@/components/keyboard/use-shortcut';
import type { Row } from '@/components/rows/use-rows';
import type { Selection } from '@/components/selection/selection';
import { useIsSelected } from '@/components/selection/use-selection';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import { describeStep } from '@/components/undo/describe-step';
import type { Task } from '@/contract/tasks';
import type { CommandOf } from '@/outbox/command';
import type { Step } from '@/outbox/history';
import type { Outbox } from '@/outbox/outbox';
import { MemoizedTaskItem } from './task-item';

/** What can be done to the rows of the list. */
export interface RowActions {
  outbox: Outbox;
  selection: Selection;
  /** What their controls carry. */
  shortcuts: ReturnType<typeof useRowShortcuts>;
  /** Does a step, and offers to take it back unless it is said not to. */
  act: (step: Step, isOffered?: boolean) => void;
  announce: (news: string) => void;
  begin: (task: Task) => void;
  end: (task: Task) => void;
}

interface TaskRowProps {
  row: Row;
  /** Its place among all headings and rows, and in its group of so many, where not all are in the document. */
  index: number | undefined;
  position: number | undefined;
  size: number | undefined;
  /** Whether something of it is on its way to the server. */
  isBusy: boolean;
  /** Whether it is, and the server cannot be reached. */
  isWaiting: boolean;
  today: string;
  actions: RowActions;
}

/** The row of a task: the task, or the form in which it is edited. */
function TaskRow(props: TaskRowProps) {
  const { row, isBusy, isWaiting, today, actions } = props;
  const { task, begun } = row;
  const { outbox, selection, act, end } = actions;
  const isSelected = useIsSelected(selection, row.key);
  const form = useEditForm();

  function save(command: CommandOf<'create' | 'update'>): void {
    const { title = task.title } = command.fields;
    const isNew = command.op === 'create';
    const verb = isNew ? 'add' : 'title' in command.fields ? 'rename' : 'change';
    act({ ...describeStep(verb, [title]), commands: [command] }, !isNew);
  }

  function close(): void {
    flushSync(() => end(task));
    // It may be in another group by now, and its row another one.
    document.querySelector<HTMLElement>(`#task-${row.key} [data-shortcut=edit]`)?.focus();
  }

  return (
    <li
      id={`task-${row.key}`}
      ref={handOnFocus}
      className="task"
      data-index={props.index}
      aria-posinset={props.position}
      aria-setsize={props.size}
      data-selected={isSelected}
      aria-busy={isBusy}
    >
      {begun && form ? (
        <form.EditTask
          key={row.refused?.key}
          row={{ ...row, begun }}
          outbox={outbox}
          save={save}
          close={close}
          announce={actions.announce}
          begin={actions.begin}
        />
      ) : (
        <>
          <MemoizedTaskItem
            rowKey={row.key}
            task={task}
            today={today}
            isWaiting={isWaiting}
            isSelected={isSelected}
            actions={actions}
          />
          {begun && <AwaitedForm cancel={close} />}
        </>
      )}
    </li>
  );
}

/** A row renders again only when what it shows has changed. */
export const MemoizedTaskRow = memo(TaskRow, (before, after) => {
  return (
    before.index === after.index &&
    before.position === after.position &&
    before.size === after.size &&
    before.isBusy === after.isBusy &&
    before.isWaiting === after.isWaiting &&
    before.today === after.today &&
    before.actions === after.actions &&
    before.row.task === after.row.task &&
    before.row.begun === after.row.begun &&
    before.row.isGone === after.row.isGone &&
    before.row.refused === after.row.refused
  );
});
