import { type RefObject, useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'react';
import { flushSync } from 'react-dom';
import type * as Library from './page-virtualizer';

type Options = Pick<
  Library.PageVirtualizer['options'],
  'enabled' | 'count' | 'getItemKey' | 'estimateSize' | 'rangeExtractor'
>;

type Seen = Library.PageVirtualizer['range'];

interface Following {
  /** Whether the list may soon be one to follow. */
  isWanted: boolean;
  /** So many rows further, what is in the document has to change. */
  step: number;
}

/** Null when it cannot be loaded. */
let library: typeof Library | null | undefined;

/**
 * Follows what can be seen of a list that scrolls with the page, as the library's own hook does, which would
 * load it for lists that do not need it. Undefined until it is loaded, null when it cannot be.
 */
export function usePageVirtualizer(
  { isWanted, step }: Following,
  list: RefObject<HTMLElement | null>,
  options: Options,
) {
  const [loaded, setLoaded] = useState(library);
  const rerender = useReducer((times: number) => times + 1, 0)[1];

  useEffect(() => {
    if (!isWanted || loaded) return;
    void load().then(() => setLoaded(library));
  }, [isWanted, loaded]);

  const virtualizer = useMemo(() => loaded?.createVirtualizer(), [loaded]);
  virtualizer?.setOptions({ ...virtualizer.options, ...options, onChange: rerender });

  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    if (!virtualizer) return;
    virtualizer._willUpdate();
    if (!options.enabled || !list.current) return;
    loaded?.measure(virtualizer, list.current);
    const { range: shown } = virtualizer;
    // From here on React can render what scrolls into sight before it is painted.
    const onChange = (_: unknown, isScrolling: boolean) => {
      if (!isScrolling) rerender();
      else if (isFar(shown, virtualizer.range, step)) flushSync(rerender);
    };
    virtualizer.setOptions({ ...virtualizer.options, onChange });
  });
  const isEmpty = options.count === 0;
  useLayoutEffect(() => {
    return isEmpty || !list.current ? undefined : loaded?.keepPlace(list.current);
  }, [loaded, isEmpty, list]);

  return loaded === null ? null : virtualizer;
}

function isFar(shown: Seen, seen: Seen, step: number): boolean {
  if (!shown || !seen) return true;
  const distances = [seen.startIndex - shown.startIndex, seen.endIndex - shown.endIndex];
  return distances.some((distance) => Math.abs(distance) >= step);
}

async function load(): Promise<void> {
  library = await import('./page-virtualizer').catch(() => null);
}
