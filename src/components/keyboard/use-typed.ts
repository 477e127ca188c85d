import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What is typed while a field for it is on its way, and is meant for nothing else. */
export function useTyped(isOnItsWay: boolean): RefObject<string> {
  const typed = useRef('');
  useLayoutEffect(() => {
    if (!isOnItsWay) return undefined;
    typed.current = '';
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const isMeant = key.length === 1 || key === 'Backspace' || key === 'Enter';
      if (ctrlKey || metaKey || altKey || !isMeant) return;
      event.preventDefault();
      if (key === 'Backspace') typed.current = typed.current.slice(0, -1);
      else if (key !== 'Enter') typed.current += key;
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [isOnItsWay]);
  return typed;
}
