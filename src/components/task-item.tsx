import { useMutation } from '@tanstack/react-query';
import type { Task } from '@/contract/tasks';
import { useTRPC } from '@/trpc/client';
import { Failure } from './failure';

interface TaskItemProps {
  task: Task;
  /** Told what happened, in words. */
  announce: (news: string) => void;
}

/** One task: completed or reopened by its checkbox at once, and deleted by its button. */
export function TaskItem({ task, announce }: TaskItemProps) {
  const trpc = useTRPC();
  const rowId = `task-${task.id}`;
  const target = { user_id: task.user_id, id: task.id };
  const toggle = useMutation(
    trpc.tasks.toggle.mutationOptions({
      scope: { id: rowId },
      onSuccess: ({ title, completed }) =>
        announce(`${completed ? 'Completed' : 'Reopened'}: ${title}`),
    }),
  );
  const remove = useMutation(
    trpc.tasks.delete.mutationOptions({
      onSuccess: () => {
        announce(`Deleted: ${task.title}`);
        focusBeside(rowId);
      },
    }),
  );
  const completed = (toggle.isPending ? toggle.variables.completed : undefined) ?? task.completed;
  const failed = [toggle, remove].find(({ isError }) => isError);

  return (
    <li id={rowId} className="task flex-wrap" data-completed={completed}>
      <label className="flex min-w-0 flex-1 cursor-pointer items-start gap-3 py-3">
        <input
          type="checkbox"
          className="checkbox"
          checked={completed}
          onChange={() => toggle.mutate({ ...target, completed: !completed })}
        />
        <span className="task-title">{task.title}</span>
      </label>
      <button
        type="button"
        className="button-bare -mr-4"
        aria-label={`Delete ${task.title}`}
        onClick={() => remove.isPending || remove.mutate(target)}
      >
        Delete
      </button>
      {failed && <Failure error={failed.error} />}
    </li>
  );
}

/** Moves the focus from a row that goes away to its neighbour, else to the box above. */
function focusBeside(rowId: string): void {
  const row = document.getElementById(rowId);
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  (neighbour ?? document).querySelector<HTMLElement>('input')?.focus();
}
