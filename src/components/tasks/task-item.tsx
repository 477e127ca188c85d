import { type ChangeEvent, memo } from 'react';
import { completeAll, deleteAll } from '@/components/selection/bulk-steps';
import { steerSelection } from '@/components/selection/steer-selection';
import { keepFocusInRow } from '@/components/ui/hand-on-focus';
import { PlainIcon } from '@/components/ui/plain-icon';
import type { Task } from '@/contract/tasks';
import { hasMeta, TaskMeta } from './task-meta';
import type { RowActions } from './task-row';

interface TaskItemProps {
  /** By which its row is selected. */
  rowKey: number;
  task: Task;
  today: string;
  /** Whether the server has yet to hear of it, and cannot be reached. */
  isWaiting: boolean;
  /** There while many are being selected: the checkbox selects then. */
  isSelected: boolean | undefined;
  actions: RowActions;
}

/** One task: completed or reopened by its checkbox, edited and deleted by its buttons; or selected. */
function TaskItem({ rowKey, task, today, isWaiting, isSelected, actions }: TaskItemProps) {
  const { selection, shortcuts, act, begin } = actions;
  const isSelecting = isSelected !== undefined;
  const more = task.description !== null || hasMeta(task) ? `more-${rowKey}` : undefined;

  function change({ nativeEvent: event }: ChangeEvent): void {
    if (!isSelecting) act(completeAll([task], !task.completed));
    else if ('shiftKey' in event && event.shiftKey === true) selection.extendTo(rowKey);
    else selection.toggle(rowKey);
  }

  return (
    <>
      <div className="min-w-0 flex-1 py-3">
        <label className="mb-0.5 flex cursor-pointer items-start gap-3">
          <input
            {...(isSelecting ? shortcuts.select : shortcuts.complete)}
            type="checkbox"
            className="checkbox"
            aria-label={isSelecting ? `Select ${task.title}` : undefined}
            aria-describedby={more}
            checked={isSelected ?? task.completed}
            onChange={change}
            onKeyDown={(event) => isSelecting && steerSelection(event, selection, rowKey)}
          />
          <span dir="auto" className="task-title flex-1" data-completed={task.completed}>
            {task.title}
          </span>
        </label>
        {more && (
          <div id={more} className="task-more">
            {task.description !== null && (
              <p dir="auto" className="line-clamp-2 break-words whitespace-pre-line">
                {task.description}
              </p>
            )}
            {hasMeta(task) && <TaskMeta task={task} today={today} />}
          </div>
        )}
      </div>
      {isWaiting && <span className="py-3 text-sm text-muted">Not sent yet</span>}
      {!isSelecting && (
        <>
          <ItemButton
            name="Edit"
            of={task}
            icon="pencil"
            shortcut={shortcuts.edit}
            act={() => begin(task)}
          />
          <ItemButton
            name="Delete"
            of={task}
            icon="trash"
            shortcut={shortcuts.delete}
            act={() => act(deleteAll([task]))}
          />
        </>
      )}
    </>
  );
}

interface ItemButtonProps {
  name: string;
  of: Task;
  icon: 'pencil' | 'trash';
  shortcut: object;
  act: () => void;
}

function ItemButton({ name, of, icon, shortcut, act }: ItemButtonProps) {
  return (
    <button
      ref={keepFocusInRow}
      {...shortcut}
      type="button"
      className="button-icon"
      aria-label={`${name} ${of.title}`}
      title={name}
      onClick={act}
    >
      <PlainIcon name={icon} />
    </button>
  );
}

/** What else changes in its row, as its place among others does, concerns it not. */
export const MemoizedTaskItem = memo(TaskItem);
