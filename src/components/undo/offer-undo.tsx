import { dismissToasts, showToast } from '@/components/ui/show-toast';
import type { Words } from '@/outbox/history';

const SHOWN_MS = 10_000;
let offers = 0;

/** Offers to take back a step. */
export function offerUndo({ done, undo }: Words, takeBack: () => void): void {
  offer(done, 'Undo', `Undo: ${undo}`, takeBack);
}

/** Says that a task is not as it was shown, and offers the way to it. */
export function offerToShow(news: string, show: () => void): void {
  offer(news, 'Show', `Show: ${news}`, () => {
    dismissToasts();
    show();
  });
}

/** Stands in the place of the offer before: for ten seconds, and for as long as somebody is at it. */
export function offer(news: string, word: string, name: string, accept: () => void): void {
  dismissToasts();
  // Sonner shows no toast by the name of one that is leaving.
  const id = `offer-${(offers += 1)}`;
  const show = (duration: number) =>
    showToast(news, {
      id,
      duration,
      action: (
        <button
          type="button"
          className="button-quiet shrink-0"
          aria-label={name}
          aria-keyshortcuts="Alt+T"
          // Sonner waits for the mouse only.
          onFocus={() => show(Infinity)}
          onBlur={() => show(SHOWN_MS)}
          onClick={({ currentTarget }) => {
            // Sonner gives the focus back to where it was when it leaves a toast, so it has to leave first.
            currentTarget.blur();
            accept();
          }}
        >
          {word}
        </button>
      ),
    });
  show(SHOWN_MS);
}

/** Says something in the place of the offer. */
export function sayInToast(news: string): void {
  dismissToasts();
  showToast(news);
}
