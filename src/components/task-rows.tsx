import { MemoizedTaskRow, type RowActions } from './task-row';
import { groupRows } from './task-groups';
import type { Row } from './use-rows';
import { useToday } from './use-today';

interface TaskRowsProps {
  rows: Row[];
  /** The ids of tasks of which something is on its way to the server. */
  busy: ReadonlySet<number>;
  /** Whether the server cannot be reached. */
  isAway: boolean;
  actions: RowActions;
}

/** The tasks, by when they are due. */
export function TaskRows({ rows, busy, isAway, actions }: TaskRowsProps) {
  const today = useToday();
  return groupRows(rows, today).map((group) => (
    <section key={group.name} aria-labelledby={`group-${group.name}`} className="mt-8">
      <h2 id={`group-${group.name}`} className="flex gap-2 text-sm font-medium text-muted">
        {group.name}
        <span aria-hidden>{group.rows.length}</span>
      </h2>
      <ul>
        {group.rows.map((row) => (
          <MemoizedTaskRow
            key={row.key}
            row={row}
            isBusy={busy.has(row.task.id)}
            isWaiting={isAway && busy.has(row.task.id)}
            today={today}
            actions={actions}
          />
        ))}
      </ul>
    </section>
  ));
}
