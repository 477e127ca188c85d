import { Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import type { Task } from '@/contract/tasks';
import { keepFocusInRow } from './hand-on-focus';
import { TaskMeta } from './task-meta';
import { useShortcut } from './use-shortcut';

interface TaskItemProps {
  task: Task;
  today: string;
  /** Whether the server has yet to hear of it, and cannot be reached. */
  isWaiting: boolean;
  toggle: () => void;
  edit: () => void;
  remove: () => void;
  /** There while many are being selected: the checkbox selects then. */
  selecting?: Selecting | undefined;
}

interface Selecting {
  isSelected: boolean;
  /** Called with whether all up to this one are meant. */
  select: (isRange: boolean) => void;
  steer: (event: KeyboardEvent) => void;
}

/** One task: completed or reopened by its checkbox, edited and deleted by its buttons; or selected. */
export function TaskItem({
  task,
  today,
  isWaiting,
  toggle,
  edit,
  remove,
  selecting,
}: TaskItemProps) {
  const more = useId();
  const completeKeys = useShortcut('complete');
  const selectKeys = useShortcut('select');
  const editKeys = useShortcut('edit');
  const deleteKeys = useShortcut('delete');
  return (
    <>
      <div className="min-w-0 flex-1 py-3">
        <label className="flex cursor-pointer items-start gap-3">
          <input
            {...(selecting ? selectKeys : completeKeys)}
            type="checkbox"
            className="checkbox"
            aria-label={selecting ? `Select ${task.title}` : undefined}
            aria-describedby={more}
            checked={selecting?.isSelected ?? task.completed}
            onChange={({ nativeEvent }) => {
              if (!selecting) toggle();
              else selecting.select('shiftKey' in nativeEvent && nativeEvent.shiftKey === true);
            }}
            onKeyDown={selecting?.steer}
          />
          <span dir="auto" className="task-title" data-completed={task.completed}>
            {task.title}
          </span>
        </label>
        <div id={more} className="mt-0.5 ml-8.5 grid gap-1 text-sm text-muted">
          {task.description !== null && (
            <p dir="auto" className="line-clamp-2 break-words whitespace-pre-line">
              {task.description}
            </p>
          )}
          <TaskMeta task={task} today={today} />
        </div>
      </div>
      {isWaiting && <span className="py-3 text-sm text-muted">Not sent yet</span>}
      {!selecting && (
        <div ref={keepFocusInRow} className="flex">
          <button
            {...editKeys}
            type="button"
            className="button-icon"
            aria-label={`Edit ${task.title}`}
            title="Edit"
            onClick={edit}
          >
            <Pencil aria-hidden />
          </button>
          <button
            {...deleteKeys}
            type="button"
            className="button-icon hover:text-alarm"
            aria-label={`Delete ${task.title}`}
            title="Delete"
            onClick={remove}
          >
            <Trash2 aria-hidden />
          </button>
        </div>
      )}
    </>
  );
}
