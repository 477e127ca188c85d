import { memo } from 'react';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { DeletedTask } from '@/contract/deleted-tasks';
import { timeLeft, timeSince } from './deleted-times';

interface DeletedRowProps {
  task: DeletedTask;
  /** Its place among all of so many, -1 while that is not known, where not all are in the document. */
  index: number | undefined;
  size: number | undefined;
  /** In milliseconds. */
  now: number;
  restore: (tasks: DeletedTask[]) => void;
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });

/** A deleted task: what it was, when it was deleted, how long it is kept, and a button that brings it back. */
function DeletedRow({ task, index, size, now, restore }: DeletedRowProps) {
  const at = new Date(task.deleted_at);
  return (
    <li
      id={`task-${task.id}`}
      ref={handOnFocus}
      className="task session"
      data-index={index}
      aria-posinset={index === undefined ? undefined : index + 1}
      aria-setsize={size}
    >
      <div className="min-w-0 flex-1">
        <p dir="auto" className="task-title" data-completed={task.completed}>
          {task.title}
        </p>
        {task.description !== null && (
          <p dir="auto" className="line-clamp-1 text-sm break-words text-muted">
            {task.description}
          </p>
        )}
        <p className="text-sm text-muted">
          Deleted{' '}
          <time dateTime={task.deleted_at} title={moment.format(at)}>
            {timeSince(at, now)}
          </time>{' '}
          · {timeLeft(at, now)}
        </p>
      </div>
      <button
        type="button"
        data-takes-focus
        className="button-quiet shrink-0"
        aria-label={`Restore ${task.title}`}
        onClick={() => restore([task])}
      >
        Restore
      </button>
    </li>
  );
}

/** Of very many, only those render again that are not what they were. */
export const MemoizedDeletedRow = memo(DeletedRow);
