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

/** One task: completed or reopened by its checkbox, edited by its title, deleted by its button; or selected. */
function TaskItem({ rowKey, task, today, isWaiting, isSelected, actions }: TaskItemProps) {
  const { selection, shortcuts, act, begin } = actions;
  const isSelecting = isSelected !== undefined;
  const box = `box-${rowKey}`;
  const title = {
    dir: 'auto',
    className: 'task-title',
    'data-completed': task.completed,
    children: task.title,
  };
  const more = task.description !== null || hasMeta(task) ? `more-${rowKey}` : undefined;

  function change({ nativeEvent: event }: ChangeEvent): void {
    if (!isSelecting) act(completeAll([task], !task.completed));
    else if ('shiftKey' in event && event.shiftKey === true) selection.extendTo(rowKey);
    else selection.toggle(rowKey);
  }

  return (
    <>
      <input
        {...(isSelecting ? shortcuts.select : shortcuts.complete)}
        id={box}
        type="checkbox"
        className="checkbox"
        aria-label={isSelecting ? `Select ${task.title}` : task.title}
        aria-describedby={more}
        checked={isSelected ?? task.completed}
        onChange={change}
        onKeyDown={(event) => isSelecting && steerSelection(event, selection, rowKey)}
      />
      <div className="task-body">
        {isSelecting ? (
          <label htmlFor={box} {...title} />
        ) : (
          <button
            ref={keepFocusInRow}
            {...shortcuts.edit}
            type="button"
            {...title}
            aria-label={`Edit ${task.title}`}
            onClick={() => begin(task)}
          />
        )}
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
        <button
          ref={keepFocusInRow}
          {...shortcuts.delete}
          type="button"
          className="button-icon"
          aria-label={`Delete ${task.title}`}
          title="Delete"
          onClick={() => act(deleteAll([task]))}
        >
          <PlainIcon name="trash" />
        </button>
      )}
    </>
  );
}

/** What else changes in its row, as its place among others does, concerns it not. */
export const MemoizedTaskItem = memo(TaskItem);
