import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Task } from '@/contract/tasks';
import { EditTask } from './edit-task';
import { handOnFocus } from './hand-on-focus';
import { TaskItem } from './task-item';
import type { Edits } from './use-edits';
import type { TaskFeed } from './use-task-feed';

interface TaskRowProps {
  task: Task;
  feed: TaskFeed;
  edits: Edits;
  announce: (news: string) => void;
  offerUndo: (task: Task) => void;
  add: (title: string) => void;
}

/** The row of a task: the task, or its title while that is edited. */
export function TaskRow({ task, feed, edits, announce, offerUndo, add }: TaskRowProps) {
  const editButton = useRef<HTMLButtonElement>(null);
  const begun = edits.begunOf(task);

  function close(edited: Task): void {
    flushSync(() => edits.end(edited));
    if (document.activeElement === document.body) editButton.current?.focus();
  }

  return (
    <li id={`task-${task.id}`} ref={handOnFocus} className="task flex-wrap">
      {begun ? (
        <EditTask
          begun={begun}
          now={edits.isGone(task) ? undefined : task}
          feed={feed}
          onSaved={({ title }) => {
            announce(`Renamed: ${title}`);
            close(begun);
          }}
          addAsNew={(title) => {
            add(title);
            close(begun);
          }}
          close={() => close(begun)}
        />
      ) : (
        <TaskItem
          task={task}
          feed={feed}
          announce={announce}
          edit={() => edits.begin(task)}
          editButton={editButton}
          onDeleted={() => {
            announce(`Deleted: ${task.title}`);
            feed.remove(task.id);
            offerUndo(task);
          }}
        />
      )}
    </li>
  );
}
