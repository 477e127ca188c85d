import type { Ref } from 'react';
import type { Task } from '@/contract/tasks';

interface TaskItemProps {
  task: Task;
  /** Whether the server has yet to hear of it, and cannot be reached. */
  isWaiting: boolean;
  toggle: () => void;
  edit: () => void;
  editButton: Ref<HTMLButtonElement>;
  remove: () => void;
}

/** One task: completed or reopened by its checkbox, edited and deleted by its buttons. */
export function TaskItem({ task, isWaiting, toggle, edit, editButton, remove }: TaskItemProps) {
  return (
    <>
      <label className="flex min-w-0 flex-1 cursor-pointer items-start gap-3 py-3">
        <input type="checkbox" className="checkbox" checked={task.completed} onChange={toggle} />
        <span className="task-title" data-completed={task.completed}>
          {task.title}
        </span>
      </label>
      {isWaiting && <span className="text-sm text-muted">Not sent yet</span>}
      <button
        ref={editButton}
        type="button"
        className="button-bare"
        aria-label={`Edit ${task.title}`}
        onClick={edit}
      >
        Edit
      </button>
      <button
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
