import { type RefObject, useCallback, useMemo } from 'react';
import type { PageVirtualizer, Range } from './page-virtualizer';
import { usePageVirtualizer } from './use-page-virtualizer';
import { useWantedRow } from './wanted-row';

/** A heading or row that is in the document, counted through all of them, and the pixels before it for those that are not. */
export interface Place {
  index: number;
  gap: number;
}

/** What has to be known of what a list holds before it is rendered. */
export interface ListShape<Item> {
  keyOf: (item: Item) => string | number;
  /** Pixels; what is seen is measured. */
  estimate: (item: Item) => number;
  /** Whether it is in the document wherever it stands. */
  isKept: (item: Item) => boolean;
}

/** Longer lists are in the document in part only. */
const LONG = 200;
/** A list of so many may soon be long. */
const LONGISH = 100;
/** More than can be seen at first. */
const AT_FIRST = 60;
/** So many are there on either side of what can be seen. */
const OVERSCAN = 8;
/** So many rows are scrolled before others are put there: to do so for each would cost frames. */
const STEP = 4;

/**
 * The headings and rows that are in the document: all, or of a long list what can be seen, what is kept there,
 * and what has the focus or is to get it, with its neighbours. Behind them comes the end of the list, as if it were one.
 */
export function usePlaces<Item>(
  items: Item[],
  list: RefObject<HTMLElement | null>,
  { keyOf, estimate, isKept }: ListShape<Item>,
) {
  const kept = useMemo(
    () => items.flatMap((item, index) => (isKept(item) ? index : [])),
    [items, isKept],
  );
  const wanted = useWantedRow();
  const count = items.length;
  const isLong = count > LONG;
  const virtualizer = usePageVirtualizer({ isWanted: count >= LONGISH, step: STEP }, list, {
    enabled: isLong,
    count,
    getItemKey: useCallback((index: number) => keyOf(items[index]!), [items, keyOf]),
    estimateSize: (index) => estimate(items[index]!),
    rangeExtractor: (range) => {
      const rows = [focusedRow(), wanted].flatMap((key) =>
        key === undefined ? [] : around(items.findIndex((item) => keyOf(item) === key)),
      );
      return inOrder([...seen(range), ...kept, ...rows], count);
    },
  });

  if (!isLong || !virtualizer) {
    const shown = isLong && virtualizer === undefined ? AT_FIRST : count;
    return {
      isWindow: false,
      places: [...Array(shown + 1).keys()].map((index) => ({ index, gap: 0 })),
    };
  }
  return { isWindow: true, places: placesIn(virtualizer, count) };
}

function placesIn(virtualizer: PageVirtualizer, count: number): Place[] {
  const { scrollMargin } = virtualizer.options;
  const places: Place[] = [];
  let reached = scrollMargin;
  for (const { index, start, end } of virtualizer.getVirtualItems()) {
    places.push({ index, gap: start - reached });
    reached = end;
  }
  return [...places, { index: count, gap: virtualizer.getTotalSize() + scrollMargin - reached }];
}

function seen({ startIndex, endIndex }: Range): number[] {
  const first = startIndex - OVERSCAN;
  return Array.from({ length: endIndex - first + OVERSCAN + 1 }, (_, n) => first + n);
}

function focusedRow(): number | undefined {
  const row = document.activeElement?.closest('.task');
  return row ? Number(row.id.replace('task-', '')) : undefined;
}

/** A row, and where Tab leads from there. */
function around(index: number): number[] {
  return index < 0 ? [] : [index - 1, index, index + 1];
}

function inOrder(indexes: number[], count: number): number[] {
  const inside = indexes.filter((index) => index >= 0 && index < count);
  return [...new Set(inside)].toSorted((a, b) => a - b);
}
