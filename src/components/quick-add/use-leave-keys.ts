import { type RefObject, useEffect } from 'react';
import type { TypedTask } from './read-task';

/** In the box, Escape leaves all words in the title, and Backspace behind a date leaves those of the date. */
export function useLeaveKeys(
  box: RefObject<HTMLInputElement | null>,
  { due, priority, tags }: TypedTask,
  leave: (words: string[]) => void,
): void {
  useEffect(() => {
    const input = box.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || !input) return;
      const isBehindDate = due?.to === input.selectionStart && due?.to === input.selectionEnd;
      const taken = [due, priority, ...tags].flatMap((one) => one?.words ?? []);
      if (event.key === 'Escape' && taken.length > 0) leave(taken);
      else if (event.key === 'Backspace' && due && isBehindDate) {
        event.preventDefault();
        leave([due.words]);
      }
    };
    input?.addEventListener('keydown', onKeyDown);
    return () => input?.removeEventListener('keydown', onKeyDown);
  });
}
