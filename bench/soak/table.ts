/** A table of Markdown, aligned as the formatter does; the first column to the left. */
export function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(3, ...lines.map((cells) => (cells[column] ?? '').length)),
  );
  const [first, ...others] = lines.map((cells) => lineOf(cells.map(pad)));
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [first, lineOf(rule), ...others].join('\n');

  function pad(cell: string, column: number): string {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  }
}

function lineOf(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
