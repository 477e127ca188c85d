import { useEffect, useEffectEvent, useRef } from 'react';

interface ShowMoreProps {
  isLoading: boolean;
  load: () => void;
}

/** Loads more when it comes into sight, or is pressed. */
export function ShowMore({ isLoading, load }: ShowMoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  const loadOnce = useEffectEvent(() => isLoading || load());
  useEffect(() => {
    if (isLoading || !button.current) return undefined;
    // Anew after each page, which may have left the button in sight.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadOnce());
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isLoading]);
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
