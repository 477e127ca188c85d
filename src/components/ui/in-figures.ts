const figures = new Intl.NumberFormat('en');

/** A count as it is read most easily, such as `5,000`. */
export function inFigures(count: number): string {
  return figures.format(count);
}
