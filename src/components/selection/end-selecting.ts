import { flushSync } from 'react-dom';
import type { Selection } from './selection';

/** Ends the selecting; the focus goes to what began it, unless it is still where it was. */
export function endSelecting(selection: Selection): void {
  flushSync(selection.end);
  if (document.activeElement !== document.body) return;
  const box = '[aria-label="New task"]';
  const heir = document.querySelector('#select-tasks') ?? document.querySelector(box);
  if (heir instanceof HTMLElement) heir.focus();
}
