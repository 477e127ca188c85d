import type { ShortcutName } from './shortcuts';

const ROW = 'li.task:not(:has(form))';

/** Does with a control what a mouse would, the one on the row that has the focus first; false when there is none. */
export function press(name: ShortcutName | 'sign-out'): boolean {
  const wanted = `[data-shortcut=${name}]`;
  const row = focusedRow();
  const control =
    row?.querySelector<HTMLElement>(wanted) ??
    [...document.querySelectorAll<HTMLElement>(wanted)].find((one) => !one.closest(ROW));
  if (!control) return false;
  if (control.matches('input:not([type=checkbox])')) control.focus();
  else control.click();
  return true;
}

/** The row of the task that has the focus. */
export function focusedRow(): Element | undefined {
  return document.activeElement?.closest(ROW) ?? undefined;
}

/** Gives the focus to the next row, or the one before with `-1`; to the first in sight when none has it. */
export function moveBy(step: 1 | -1): void {
  const row = focusedRow();
  // Of a long list, the rows beyond a gap are not the next ones.
  const places = [...document.querySelectorAll(`${ROW}, li[aria-hidden]`)];
  const next = row
    ? places[places.indexOf(row) + step]
    : places.find((place) => place.matches(ROW) && isInSight(place));
  next?.querySelector<HTMLElement>('input, button')?.focus();
}

function isInSight(row: Element): boolean {
  return row.getBoundingClientRect().top >= 0;
}
