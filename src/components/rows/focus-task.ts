import { wantRow } from './wanted-row';

/** Gives the focus to the row of a task, by its row's key, or to the box for a new one where it has none. */
export function focusTask(key: number): void {
  const row = document.querySelector<HTMLElement>(`#task-${key} input`);
  (row ?? document.querySelector<HTMLElement>('[aria-label="New task"]'))?.focus();
}

/** The same for a row that may be far away in the list, or not there yet. */
export function goToTask(key: number): void {
  wantRow(key);
  requestAnimationFrame(() => focusTask(key));
}
