import { type Ref, useId } from 'react';
import type { Task } from '@/contract/tasks';
import { TaskMeta } from './task-meta';
import { useShortcut } from './use-shortcut';

interface TaskItemProps {
  task: Task;
  today: string;
  /** Whether the server has yet to hear of it, and cannot be reached. */
  isWaiting: boolean;
  toggle: () => void;
  edit: () => void;
  editButton: Ref<HTMLButtonElement>;
  remove: () => void;
}

/** One task: completed or reopened by its checkbox, edited and deleted by its buttons. */
export function TaskItem({
  task,
  today,
  isWaiting,
  toggle,
  edit,
  editButton,
  remove,
}: TaskItemProps) {
  const more = useId();
  return (
    <>
      <div className="min-w-0 flex-1 py-3">
        <label className="flex cursor-pointer items-start gap-3">
          <input
            {...useShortcut('complete')}
            type="checkbox"
            className="checkbox"
            aria-describedby={more}
            checked={task.completed}
            onChange={toggle}
          />
          <span className="task-title" data-completed={task.completed}>
            {task.title}
          </span>
        </label>
        <div id={more} className="mt-0.5 ml-8 grid gap-0.5 text-sm text-muted">
          {task.description !== null && (
            <p className="line-clamp-2 break-words">{task.description}</p>
          )}
          <TaskMeta task={task} today={today} />
        </div>
      </div>
      {isWaiting && <span className="py-3 text-sm text-muted">Not sent yet</span>}
      <button
        {...useShortcut('edit')}
        ref={editButton}
        type="button"
        className="button-bare"
        aria-label={`Edit ${task.title}`}
        onClick={edit}
      >
        Edit
      </button>
      <button
        {...useShortcut('delete')}
        type="button"
        className="button-bare -mr-3 hover:text-alarm"
        aria-label={`Delete ${task.title}`}
        onClick={remove}
      >
        Delete
      </button>
    </>
  );
}
