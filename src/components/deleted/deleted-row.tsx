import { memo } from 'react';
import { handOnFocus } from '@/components/ui/hand-on-focus';
import type { DeletedTask } from '@/contract/deleted-tasks';

interface DeletedRowProps {
  task: DeletedTask;
  /** How long ago it was deleted, and how long it is kept, in words. */
  since: string;
  left: string;
  restore: (task: DeletedTask) => void;
}

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });

/** A deleted task: what it was, when it was deleted, how long it is kept, and a button that brings it back. */
function DeletedRow({ task, since, left, restore }: DeletedRowProps) {
  return (
    <li id={`deleted-${task.id}`} ref={handOnFocus} className="deleted session">
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
          <time dateTime={task.deleted_at} title={moment.format(new Date(task.deleted_at))}>
            {since}
          </time>{' '}
          · {left}
        </p>
      </div>
      <button
        type="button"
        data-takes-focus
        className="button-quiet shrink-0"
        aria-label={`Restore ${task.title}`}
        onClick={() => restore(task)}
      >
        Restore
      </button>
    </li>
  );
}

/** Of very many, only those render again that are not what they were. */
export const MemoizedDeletedRow = memo(DeletedRow);
