import { toast } from 'sonner';
import type { Task } from '@/contract/tasks';
import { useTRPCClient } from '@/trpc/client';
import { Failure } from './failure';
import type { TaskFeed } from './use-task-feed';

const SHOWN_MS = 10_000;

/** Offers to bring a deleted task back, for ten seconds and for as long as somebody is at it. */
export function useUndo({ put }: TaskFeed, announce: (news: string) => void) {
  const client = useTRPCClient();

  function offerUndo(task: Task, error?: unknown, duration = SHOWN_MS): void {
    toast(`Deleted: ${task.title}`, {
      id: toastOf(task),
      duration,
      description: error ? <Failure error={error} /> : undefined,
      action: (
        <button
          type="button"
          className="button-quiet shrink-0"
          aria-label={`Undo: bring back ${task.title}`}
          aria-keyshortcuts="Alt+T"
          // Sonner waits for the mouse only.
          onFocus={() => offerUndo(task, error, Infinity)}
          onBlur={() => offerUndo(task, error)}
          onClick={({ currentTarget }) => void undo(task, currentTarget)}
        >
          Undo
        </button>
      ),
    });
  }

  async function undo(task: Task, button: HTMLButtonElement): Promise<void> {
    try {
      put(await client.tasks.restore.mutate({ user_id: task.user_id, id: task.id }));
      // Sonner gives the focus back to where it was when it leaves a toast, so it has to leave first.
      button.blur();
      toast.dismiss(toastOf(task));
      announce(`Restored: ${task.title}`);
      requestAnimationFrame(() => {
        document.querySelector<HTMLElement>(`#task-${task.id} input`)?.focus();
      });
    } catch (error) {
      offerUndo(task, error, Infinity);
    }
  }

  return (task: Task) => offerUndo(task);
}

/** Another one each time a task is deleted: Sonner shows no toast by the name of one that is leaving. */
function toastOf({ id, version }: Task): string {
  return `${id}-${version}`;
}
