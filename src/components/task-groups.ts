import { daysBetween } from './due';
import type { Row } from './use-rows';

/** Tasks that are shown together, under a heading. */
export interface Group {
  name: 'Overdue' | 'Today' | 'Later' | 'Done';
  rows: Row[];
}

const ORDER: Group['name'][] = ['Overdue', 'Today', 'Later', 'Done'];

/** The rows by when they are due, in their order; groups without any are left out. */
export function groupRows(rows: Row[], today: string): Group[] {
  return ORDER.map((name) => {
    return { name, rows: rows.filter(({ task }) => nameOf(task, today) === name) };
  }).filter((group) => group.rows.length > 0);
}

function nameOf({ completed, due_date: due }: Row['task'], today: string): Group['name'] {
  if (completed) return 'Done';
  const distance = due === null ? Infinity : daysBetween(today, due);
  if (distance < 0) return 'Overdue';
  return distance === 0 ? 'Today' : 'Later';
}
