import {
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
} from '@tanstack/react-virtual';

export { keepPlace } from './kept-place';
export type { Range } from '@tanstack/react-virtual';

/** What follows a list that scrolls with the page. */
export type PageVirtualizer = Virtualizer<Window, HTMLElement>;

/** One for a list that is told with its options. */
export function createVirtualizer(): PageVirtualizer {
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

/** Takes the sizes of what is in the document. */
export function measure(virtualizer: PageVirtualizer, list: HTMLElement): void {
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
