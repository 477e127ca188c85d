import { useEffect } from 'react';
import { letterOf } from '@/components/keyboard/key-strokes';

interface Ways {
  undo: () => void;
  redo: () => void;
}

/** Ctrl+Z or ⌘Z takes back, with Shift does again; in a text the browser does both, in a dialog nobody. */
export function useUndoKeys({ undo, redo }: Ways): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && letterOf(event) === 'z';
      if (!isUndo || event.altKey || event.defaultPrevented || isElsewhere(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [undo, redo]);
}

/** Whether the browser has something of its own to take back, or a dialog is before the list. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('dialog[open]')) return true;
  const isText = target.isContentEditable || target.matches('input:not([type=checkbox]), textarea');
  return isText && !('spent' in target.dataset);
}
