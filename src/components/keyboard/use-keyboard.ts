import { useLayoutEffect, useRef } from 'react';
import { isApple } from './apple';
import { createReader, strokeOf } from './key-strokes';
import { focusedRow } from './press';
import { namedShortcuts, type ShortcutName } from './shortcuts';
import { areSingleKeysOn } from './single-keys';

/** Where keys have a meaning of their own. */
const FIELDS =
  'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], .task form';

/** Calls `run` with the shortcut that is typed, wherever the focus is. */
export function useKeyboard(run: (name: ShortcutName) => void): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  // A key may come before the page is painted.
  useLayoutEffect(() => {
    const read = createReader(namedShortcuts.flatMap(({ keys }) => keys));
    const onKeyDown = (event: KeyboardEvent) => {
      const stroke = isFree(event) && strokeOf(event, isApple());
      if (!stroke || !isMeant(stroke, event)) return;
      const typed = read(stroke, event.timeStamp);
      const shortcut = namedShortcuts.find(({ keys }) => keys.some((one) => one === typed));
      if (!shortcut) return;
      event.preventDefault();
      latest.current(shortcut.name);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isFree({ defaultPrevented, isComposing }: KeyboardEvent): boolean {
  return !defaultPrevented && !isComposing && !document.querySelector('dialog[open]');
}

/** A stroke without Ctrl or ⌘ may be meant for what has the focus; held down, only moving goes on. */
function isMeant(stroke: string, { target, repeat }: KeyboardEvent): boolean {
  if (stroke.startsWith('Mod+')) return !repeat;
  if (!areSingleKeysOn() || (target instanceof Element && target.closest(FIELDS))) return false;
  // A form that was asked for may still be on its way.
  if (document.querySelector('[data-awaited]')) return false;
  const isArrow = stroke.startsWith('Arrow');
  if (isArrow && !focusedRow()) return false;
  return !repeat || isArrow || stroke === 'j' || stroke === 'k';
}
