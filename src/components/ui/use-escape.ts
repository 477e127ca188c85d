import { type RefObject, useEffect } from 'react';

/** Calls `leave` when Escape is pressed inside of an element. */
export function useEscape(element: RefObject<HTMLElement | null>, leave: () => void): void {
  useEffect(() => {
    const { current } = element;
    // While a word is being composed, Escape is about the word.
    const onKeyDown = ({ key, isComposing }: KeyboardEvent) =>
      key === 'Escape' && !isComposing && leave();
    current?.addEventListener('keydown', onKeyDown);
    return () => current?.removeEventListener('keydown', onKeyDown);
  });
}
