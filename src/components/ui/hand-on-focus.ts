import { focusHeading } from './focus-heading';

const HEIRS = 'input, select, [data-takes-focus]';

/** As the `ref` of a control in a row that may go away without it: when it does with the focus, the row’s checkbox gets that. */
export function keepFocusInRow(leaving: HTMLElement | null) {
  return () => {
    if (!leaving?.contains(document.activeElement)) return;
    leaving.closest('li')?.querySelector('input')?.focus();
  };
}

/** As the `ref` of what may go away: when it does with the focus, a neighbour gets that, else the box or heading above, or that of the page. */
export function handOnFocus(leaving: HTMLElement | null) {
  return () => {
    const { activeElement: focused } = document;
    if (!leaving?.contains(focused)) return;
    const neighbour = leaving.nextElementSibling ?? leaving.previousElementSibling;
    const heir = heirIn(neighbour) ?? heirIn(rowBeside(leaving)) ?? heirAbove(leaving);
    // Nothing moves under a finger or the mouse.
    if (heir) heir.focus({ preventScroll: !focused?.matches(':focus-visible') });
    // The page that comes in its place may not be there yet.
    else queueMicrotask(focusHeading);
  };
}

function heirIn(neighbour: Element | null | undefined): HTMLElement | null {
  if (neighbour instanceof HTMLElement && neighbour.matches(HEIRS)) return neighbour;
  return neighbour?.querySelector<HTMLElement>(HEIRS) ?? null;
}

/** The task that is shown after or before one, in whichever group. */
function rowBeside(leaving: Element): Element | undefined {
  const rows = [...document.querySelectorAll('.task')];
  const at = rows.indexOf(leaving);
  return at < 0 ? undefined : (rows[at + 1] ?? rows[at - 1]);
}

/** That of the nearest section or dialog which has one that stays. */
function heirAbove(leaving: Element): HTMLElement | undefined {
  const around = [...document.querySelectorAll('section, dialog')];
  return around
    .filter((one) => one.contains(leaving))
    .toReversed()
    .flatMap((one) => [...one.querySelectorAll<HTMLElement>(`${HEIRS}, [tabindex]`)])
    .find((one) => !leaving.contains(one));
}
