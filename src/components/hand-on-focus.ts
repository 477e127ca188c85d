/** As the `ref` of a row: when it goes away with the focus, a neighbour gets it, else the box above. */
export function handOnFocus(row: HTMLElement | null) {
  return () => {
    if (!row?.contains(document.activeElement)) return;
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    (neighbour ?? document).querySelector<HTMLElement>('input')?.focus();
  };
}
