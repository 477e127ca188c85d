import { useEffect } from 'react';

/** Calls `leave` when Escape is pressed where it means nothing else. */
export function useEscapeAnywhere(isOn: boolean, leave: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      const isElsewhere =
        target instanceof Element && target.closest('form, dialog, select, [type=search]');
      if (key === 'Escape' && !isElsewhere) leave();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}
