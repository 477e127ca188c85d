import type { ListShape } from './use-places';
import type { Row } from './use-rows';

/** Tasks that are shown together, under a heading. */
export interface Group {
  name: (typeof ORDER)[number];
  rows: Row[];
  /** The place of its heading, counted through all headings and rows. */
  at: number;
}

const ORDER = ['Overdue', 'Today', 'Later', 'Anytime', 'Done'] as const;

/** The rows by when they are due, in their order; groups without any are left out. */
export function groupRows(rows: Row[], today: string): Group[] {
  const groups = ORDER.map((name): Group => ({ name, rows: [], at: 0 }));
  for (const row of rows) groups[placeOf(row, today)]!.rows.push(row);
  let at = 0;
  return groups
    .filter((group) => group.rows.length > 0)
    .map((group) => {
      const placed = { ...group, at };
      at += group.rows.length + 1;
      return placed;
    });
}

/** How headings and rows follow each other: the headings stay, and so does what is being edited. */
export const groupsShape: ListShape<Group | Row> = {
  keyOf: (item) => ('key' in item ? item.key : item.name),
  estimate(item) {
    if (!('task' in item)) return 52;
    const { description, due_date: due, priority, tags } = item.task;
    const hasMeta = due !== null || priority !== 'none' || tags.length > 0;
    return 59 + 21 * (Number(description !== null) + Number(hasMeta));
  },
  isKept: (item) => 'name' in item || item.begun !== undefined,
};

/** What is being edited stays where it was: moved, its form would be made anew. */
function placeOf({ begun, task }: Row, today: string): number {
  const { completed, due_date: due } = begun ?? task;
  if (completed) return 4;
  if (due === null) return 3;
  if (due > today) return 2;
  return due === today ? 1 : 0;
}
