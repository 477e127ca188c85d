import { memo, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Task } from '@/contract/tasks';
import type { Outbox } from '@/outbox/outbox';
import { EditTask } from './edit-task';
import { handOnFocus } from './hand-on-focus';
import { TaskItem } from './task-item';
import type { Row } from './use-rows';

/** What can be done to the rows of the list. */
export interface RowActions {
  outbox: Outbox;
  /** Told what happened, in words. */
  announce: (news: string) => void;
  begin: (task: Task) => void;
  end: (task: Task) => void;
  remove: (task: Task) => void;
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

/** The row of a task: the task, or its title while that is edited. */
function TaskRow(props: TaskRowProps) {
  const { row, isBusy, isWaiting, today, actions } = props;
  const { task, begun } = row;
  const { outbox, announce, begin, end, remove } = actions;
  const editButton = useRef<HTMLButtonElement>(null);

  function toggle(): void {
    const completed = !task.completed;
    outbox.add({ op: 'complete', id: task.id, completed });
    announce(`${completed ? 'Completed' : 'Reopened'}: ${task.title}`);
  }

  function close(): void {
    flushSync(() => end(task));
    if (document.activeElement === document.body) editButton.current?.focus();
  }

  return (
    <li
      id={`task-${row.key}`}
      ref={handOnFocus}
      className="task"
      data-index={props.index}
      aria-posinset={props.position}
      aria-setsize={props.size}
      aria-busy={isBusy}
    >
      {begun ? (
        <EditTask
          key={row.refused?.key}
          row={{ ...row, begun }}
          outbox={outbox}
          onSave={(title) => announce(`Renamed: ${title}`)}
          close={close}
        />
      ) : (
        <TaskItem
          task={task}
          today={today}
          isWaiting={isWaiting}
          toggle={toggle}
          edit={() => begin(task)}
          editButton={editButton}
          remove={() => remove(task)}
        />
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
