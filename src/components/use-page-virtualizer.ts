import type * as Library from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'react';
import { flushSync } from 'react-dom';

type Options = Pick<
  Library.VirtualizerOptions<Window, HTMLElement>,
  'enabled' | 'count' | 'getItemKey' | 'estimateSize' | 'rangeExtractor'
>;

/** Null when it cannot be loaded. */
let library: typeof Library | null | undefined;

/**
 * Follows what can be seen of a list that scrolls with the page, as the library's own hook does, which would
 * load it for lists that do not need it. Undefined until it is loaded, null when it cannot be.
 */
export function usePageVirtualizer(
  isWanted: boolean,
  list: RefObject<HTMLElement | null>,
  options: Options,
) {
  const [loaded, setLoaded] = useState(library);
  const rerender = useReducer((times: number) => times + 1, 0)[1];

  useEffect(() => {
    if (!isWanted || loaded) return;
    void load().then(() => setLoaded(library));
  }, [isWanted, loaded]);

  const virtualizer = useMemo(() => loaded && create(loaded), [loaded]);
  virtualizer?.setOptions({ ...virtualizer.options, ...options, onChange: rerender });

  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    if (!virtualizer) return;
    virtualizer._willUpdate();
    if (!options.enabled || !list.current) return;
    measure(virtualizer, list.current);
    // From here on React can render what scrolls into sight before it is painted.
    const onChange = (_: unknown, isUrgent: boolean) =>
      isUrgent ? flushSync(rerender) : rerender();
    virtualizer.setOptions({ ...virtualizer.options, onChange });
  });

  return virtualizer;
}

function measure(virtualizer: Library.Virtualizer<Window, HTMLElement>, list: HTMLElement): void {
  const scrollMargin = Math.round(list.getBoundingClientRect().top + window.scrollY);
  if (scrollMargin !== virtualizer.options.scrollMargin) {
    virtualizer.setOptions({ ...virtualizer.options, scrollMargin });
    virtualizer.options.onChange(virtualizer, false);
  }
  for (const item of list.querySelectorAll<HTMLElement>('[data-index]')) {
    virtualizer.measureElement(item);
  }
  // Those that are gone are let go.
  virtualizer.measureElement(null);
}

async function load(): Promise<void> {
  library = await import('@tanstack/react-virtual').catch(() => null);
}

function create({
  Virtualizer,
  observeWindowOffset,
  observeWindowRect,
  windowScroll,
}: typeof Library) {
  const virtualizer = new Virtualizer<Window, HTMLElement>({
    count: 0,
    estimateSize: () => 0,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    initialOffset: window.scrollY,
  });
  // The browser holds on to what is seen when something above it grows.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  return virtualizer;
}
