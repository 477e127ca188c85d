import { useMutation } from '@tanstack/react-query';
import type { Ref } from 'react';
import type { Task } from '@/contract/tasks';
import { problemOf, useTRPC } from '@/trpc/client';
import { Failure } from './failure';
import type { TaskFeed } from './use-task-feed';

interface TaskItemProps {
  task: Task;
  feed: TaskFeed;
  /** Told what happened, in words. */
  announce: (news: string) => void;
  edit: () => void;
  editButton: Ref<HTMLButtonElement>;
  onDeleted: () => void;
}

/** One task: completed or reopened by its checkbox at once, edited and deleted by its buttons. */
export function TaskItem({ task, feed, announce, edit, editButton, onDeleted }: TaskItemProps) {
  const trpc = useTRPC();
  const target = { user_id: task.user_id, id: task.id };
  const toggle = useMutation(
    trpc.tasks.toggle.mutationOptions({
      scope: { id: `task-${task.id}` },
      onError: (error) => isGone(error) && feed.remove(task.id),
      onSuccess(toggled) {
        feed.put(toggled);
        announce(`${toggled.completed ? 'Completed' : 'Reopened'}: ${toggled.title}`);
      },
    }),
  );
  const remove = useMutation(
    trpc.tasks.delete.mutationOptions({
      onSuccess: onDeleted,
      // The answer to an earlier try may have been lost.
      onError: (error) => isGone(error) && onDeleted(),
    }),
  );
  const completed = (toggle.isPending ? toggle.variables.completed : undefined) ?? task.completed;
  const failed = [toggle, remove].find(({ isError }) => isError);

  return (
    <>
      <label className="flex min-w-0 flex-1 cursor-pointer items-start gap-3 py-3">
        <input
          type="checkbox"
          className="checkbox"
          checked={completed}
          onChange={() => toggle.mutate({ ...target, completed: !completed })}
        />
        <span className="task-title" data-completed={completed}>
          {task.title}
        </span>
      </label>
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
        onClick={() => remove.isPending || remove.mutate(target)}
      >
        Delete
      </button>
      {failed && <Failure error={failed.error} />}
    </>
  );
}

function isGone(error: unknown): boolean {
  return problemOf(error)?.code === 'NOT_FOUND';
}
