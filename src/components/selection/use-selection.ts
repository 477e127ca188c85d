import { useEffect, useState, useSyncExternalStore } from 'react';
import { today } from '@/components/rows/due';
import { groupRows } from '@/components/rows/task-groups';
import type { Row } from '@/components/rows/use-rows';
import { createSelection, type Selection } from './selection';

/** A selection among the rows that are shown. */
export function useSelection(rows: Row[]): Selection {
  const [selection] = useState(createSelection);
  useEffect(() => {
    selection.follow(() => groupRows(rows, today()).flatMap((group) => group.rows.map(keyOf)));
  }, [selection, rows]);
  return selection;
}

/** What is selected; undefined while nothing is being selected. */
export function useSelected({ subscribe, getSelected }: Selection) {
  return useSyncExternalStore(subscribe, getSelected, () => undefined);
}

/** The same of one row: nothing renders again when others are selected. */
export function useIsSelected({ subscribe, isSelected }: Selection, key: number) {
  return useSyncExternalStore(
    subscribe,
    () => isSelected(key),
    () => undefined,
  );
}

function keyOf({ key }: Row): number {
  return key;
}
