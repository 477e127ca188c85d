import { type RefObject, useEffect } from 'react';

/** Calls `leave` when Escape is pressed inside of an element. */
export function useEscape(element: RefObject<HTMLElement | null>, leave: () => void): void {
  useEffect(() => {
    const { current } = element;
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && leave();
    current?.addEventListener('keydown', onKeyDown);
    return () => current?.removeEventListener('keydown', onKeyDown);
  });
}
