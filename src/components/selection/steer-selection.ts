import type { KeyboardEvent } from 'react';
import { focusTask } from '@/components/rows/focus-task';
import type { Selection } from './selection';

/** In a row that can be selected, Shift with an arrow selects the next one too, and Enter leads to the actions. */
export function steerSelection(event: KeyboardEvent, selection: Selection, key: number): void {
  const places = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === 'Enter') document.querySelector<HTMLElement>('.select-actions button')?.focus();
  else if (!event.shiftKey || places === undefined) return;
  event.preventDefault();
  const next = places === undefined ? undefined : selection.neighbourOf(key, places);
  if (next === undefined) return;
  selection.extendTo(next, key);
  focusTask(next);
}
