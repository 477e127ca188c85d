/** As the `ref` of controls in a row that may go away without it: when they do with the focus, its checkbox gets that. */
export function keepFocusInRow(leaving: HTMLElement | null) {
  return () => {
    if (!leaving?.contains(document.activeElement)) return;
    leaving.closest('li')?.querySelector('input')?.focus();
  };
}

/** As the `ref` of what may go away: when it does with the focus, a neighbour gets that, else the box or heading above. */
export function handOnFocus(leaving: HTMLElement | null) {
  return () => {
    if (!leaving?.contains(document.activeElement)) return;
    const neighbour = leaving.nextElementSibling ?? leaving.previousElementSibling;
    const heir = heirIn(neighbour) ?? heirIn(rowBeside(leaving)) ?? heirAbove(leaving);
    heir?.focus();
  };
}

function heirIn(neighbour: Element | null | undefined): HTMLElement | null {
  const heirs = 'input, select, [data-takes-focus]';
  if (neighbour instanceof HTMLElement && neighbour.matches(heirs)) return neighbour;
  return neighbour?.querySelector<HTMLElement>(heirs) ?? null;
}

/** The task that is shown after or before one, in whichever group. */
function rowBeside(leaving: Element): Element | undefined {
  const rows = [...document.querySelectorAll('.task')];
  const at = rows.indexOf(leaving);
  return at < 0 ? undefined : (rows[at + 1] ?? rows[at - 1]);
}

/** That of the nearest section which has one that stays. */
function heirAbove(leaving: Element): HTMLElement | undefined {
  const sections = [...document.querySelectorAll('section')].filter((one) => one.contains(leaving));
  return sections
    .toReversed()
    .flatMap((section) => [...section.querySelectorAll<HTMLElement>('input, [tabindex]')])
    .find((one) => !leaving.contains(one));
}
