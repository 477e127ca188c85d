import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';

interface ShowMoreProps {
  isLoading: boolean;
  load: () => void;
}

/** Loads more when it comes into sight, or is pressed; where nothing is left to load, its focus goes to what came last. */
export function ShowMore({ isLoading, load }: ShowMoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  const last = useRef<Element>(null);
  const loadOnce = useEffectEvent(() => {
    if (isLoading) return;
    last.current = document.querySelector('.deleted:last-child');
    load();
  });
  useEffect(() => {
    if (isLoading || !button.current) return undefined;
    // Anew after each page, which may have left the button in sight.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadOnce());
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isLoading]);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      // What came with the last page is not there yet.
      if (document.activeElement === current) queueMicrotask(() => focusAfter(last.current));
    };
  }, []);
  return (
    <button
      ref={button}
      type="button"
      className="button-quiet mt-6"
      aria-disabled={isLoading}
      onClick={() => loadOnce()}
    >
      {isLoading ? 'Loading …' : 'Show more'}
    </button>
  );
}

function focusAfter(row: Element | null): void {
  const next = row?.nextElementSibling ?? row;
  next?.querySelector<HTMLElement>('[data-takes-focus]')?.focus({ preventScroll: true });
}
