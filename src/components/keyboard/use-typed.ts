import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What is typed while a field for it is on its way, and is meant for nothing else. */
export function useTyped(isOnItsWay: boolean): RefObject<string> {
  const typed = useRef('');
  useLayoutEffect(() => {
    if (!isOnItsWay) return undefined;
    typed.current = '';
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || (key.length > 1 && key !== 'Backspace')) return;
      event.preventDefault();
      typed.current = key.length > 1 ? typed.current.slice(0, -1) : typed.current + key;
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [isOnItsWay]);
  return typed;
}
