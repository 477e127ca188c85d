import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { wantRow } from '@/components/rows/wanted-row';

interface ShowMoreProps {
  isLoading: boolean;
  /** Of the task that is the last until more are there. */
  lastId: number | undefined;
  load: () => void;
}

/** So far before it comes into sight it loads: so many times the height of the window. */
const AHEAD = '200%';

/** Loads more before it comes into sight, or is pressed; where nothing is left to load, its focus goes to what came last. */
export function ShowMore({ isLoading, lastId, load }: ShowMoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef<number>(undefined);
  const loadOnce = useEffectEvent(() => {
    if (isLoading) return;
    before.current = lastId;
    load();
  });
  useEffect(() => {
    if (isLoading || !button.current) return undefined;
    // Anew after each page, which may have left the button in sight.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadOnce(), {
      rootMargin: AHEAD,
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isLoading]);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (document.activeElement === current && before.current) focusBehind(before.current);
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

/** What came with the last page is not there yet. */
function focusBehind(id: number): void {
  wantRow(id);
  requestAnimationFrame(() => {
    const next = document.getElementById(`task-${id}`)?.nextElementSibling;
    next?.querySelector('button')?.focus({ preventScroll: true });
  });
}
