import type { VirtualizerOptions } from '@tanstack/react-virtual';
import {
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';

type Library = typeof import('@tanstack/react-virtual');
type Options = Pick<
  VirtualizerOptions<Window, HTMLElement>,
  'enabled' | 'count' | 'getItemKey' | 'estimateSize' | 'rangeExtractor'
>;

/** Null when it cannot be loaded. */
let library: Library | null | undefined;

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
  const [scrollMargin, setScrollMargin] = useState(0);
  const rerender = useReducer((times: number) => times + 1, 0)[1];
  const isMeasuring = useRef(false);

  useEffect(() => {
    if (!isWanted || loaded) return;
    void load().then(() => setLoaded(library));
  }, [isWanted, loaded]);

  const virtualizer = useMemo(() => loaded && create(loaded), [loaded]);
  virtualizer?.setOptions({
    ...virtualizer.options,
    ...options,
    scrollMargin,
    // React can render what scrolls into sight before it is painted, but not in the middle of rendering.
    onChange: (_, isUrgent) => (isUrgent && !isMeasuring.current ? flushSync(rerender) : rerender()),
  });

  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    if (!virtualizer || !options.enabled || !list.current) return;
    isMeasuring.current = true;
    setScrollMargin(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    virtualizer._willUpdate();
    for (const item of list.current.querySelectorAll<HTMLElement>('[data-index]')) {
      virtualizer.measureElement(item);
    }
    virtualizer.measureElement(null);
    isMeasuring.current = false;
  });

  return virtualizer;
}

async function load(): Promise<void> {
  library = await import('@tanstack/react-virtual').catch(() => null);
}

function create({
  Virtualizer,
  observeWindowOffset,
  observeWindowRect,
  windowScroll,
}: Library) {
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
