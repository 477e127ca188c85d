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
    const above = leaving.closest('section')?.querySelector<HTMLElement>('input, [tabindex]');
    const next = neighbour?.querySelector<HTMLElement>('input, [data-takes-focus]');
    (next ?? above)?.focus();
  };
}
