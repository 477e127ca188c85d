import type { Task } from '@/contract/tasks';
import type { Outbox } from '@/outbox/outbox';
import { dismissToast, showToast } from './show-toast';
import { wantRow } from './wanted-row';

const SHOWN_MS = 10_000;
let offers = 0;

/** Offers to bring a deleted task back, for ten seconds and for as long as somebody is at it. */
export function offerUndo(task: Task, outbox: Outbox, announce: (news: string) => void): void {
  // Sonner shows no toast by the name of one that is leaving.
  const id = `undo-${(offers += 1)}`;
  const show = (duration: number) =>
    showToast(`Deleted: ${task.title}`, {
      id,
      duration,
      action: (
        <button
          type="button"
          className="button-quiet shrink-0"
          aria-label={`Undo: bring back ${task.title}`}
          aria-keyshortcuts="Alt+T"
          // Sonner waits for the mouse only.
          onFocus={() => show(Infinity)}
          onBlur={() => show(SHOWN_MS)}
          onClick={({ currentTarget }) => undo(currentTarget)}
        >
          Undo
        </button>
      ),
    });
  show(SHOWN_MS);

  function undo(button: HTMLButtonElement): void {
    outbox.add({ op: 'restore', id: task.id, seen: task });
    // Sonner gives the focus back to where it was when it leaves a toast, so it has to leave first.
    button.blur();
    dismissToast(id);
    announce(`Restored: ${task.title}`);
    wantRow(outbox.firstIdOf(task.id));
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`#task-${outbox.firstIdOf(task.id)} input`)?.focus();
    });
  }
}
