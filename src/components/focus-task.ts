/** Gives the focus to the row of a task, by its row's key, or to the box for a new one where it has none. */
export function focusTask(key: number): void {
  const row = document.querySelector<HTMLElement>(`#task-${key} input, #deleted-${key} button`);
  (row ?? document.querySelector<HTMLElement>('[aria-label="New task"]'))?.focus();
}
