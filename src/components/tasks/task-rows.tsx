import { memo, useMemo, useRef } from 'react';
import { dropSecondPress } from '@/components/rows/second-press';
import { type Group, groupRows, groupsShape } from '@/components/rows/task-groups';
import { type Place, usePlaces } from '@/components/rows/use-places';
import type { Row } from '@/components/rows/use-rows';
import { useToday } from '@/components/rows/use-today';
import { inFigures } from '@/components/ui/in-figures';
import { MemoizedTaskRow, type RowActions } from './task-row';

interface TaskRowsProps {
  rows: Row[];
  /** The ids of tasks of which something is on its way to the server. */
  busy: ReadonlySet<number>;
  /** Whether the server cannot be reached. */
  isAway: boolean;
  actions: RowActions;
}

/** The tasks, by when they are due; of very many only those that can be seen are in the document. */
function TaskRows({ rows, busy, isAway, actions }: TaskRowsProps) {
  const today = useToday();
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupRows(rows, today), [rows, today]);
  const items = useMemo(() => groups.flatMap((group) => [group, ...group.rows]), [groups]);
  const { places, isWindow } = usePlaces(items, list, groupsShape);
  return (
    <div ref={list} onClickCapture={dropSecondPress}>
      {groups.map((group) => (
        <section key={group.name} aria-labelledby={`group-${group.name}`}>
          <h2
            id={`group-${group.name}`}
            data-index={isWindow ? group.at : undefined}
            data-group={group.name}
            className="group-name"
          >
            {group.name}
            <span aria-hidden>{inFigures(group.rows.length)}</span>
          </h2>
          <ul>
            {placesIn(group, places).flatMap(({ index, gap }) => {
              const position = index - group.at;
              const row = group.rows[position - 1];
              return [
                gap > 0 && <li key={`gap-${index}`} aria-hidden style={{ height: gap }} />,
                row && (
                  <MemoizedTaskRow
                    key={row.key}
                    row={row}
                    index={isWindow ? index : undefined}
                    position={isWindow ? position : undefined}
                    size={isWindow ? group.rows.length : undefined}
                    isBusy={busy.has(row.task.id)}
                    isWaiting={isAway && busy.has(row.task.id)}
                    today={today}
                    actions={actions}
                  />
                ),
              ];
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** The rows of a group, and what comes after the last. */
function placesIn({ at, rows }: Group, places: Place[]): Place[] {
  return places.filter(({ index }) => index > at && index <= at + rows.length + 1);
}

/** What is typed into the search is shown before the list follows. */
export const MemoizedTaskRows = memo(TaskRows);
