import { useMemo } from 'react';
import { useApple } from './apple';
import { keysOf, type ShortcutName } from './shortcuts';
import { useSingleKeys } from './single-keys';

/** What a control has to carry so that a shortcut presses it, and so that assistive technology tells which. */
export function useShortcut(name: ShortcutName) {
  return pressedBy(name, useSingleKeys(), useApple());
}

/** The same for the controls of rows: each by itself would listen for what changes for all of them. */
export function useRowShortcuts() {
  const isOn = useSingleKeys();
  const isApple = useApple();
  return useMemo(
    () => ({
      complete: pressedBy('complete', isOn, isApple),
      select: pressedBy('select', isOn, isApple),
      edit: pressedBy('edit', isOn, isApple),
      delete: pressedBy('delete', isOn, isApple),
    }),
    [isOn, isApple],
  );
}

function pressedBy(name: ShortcutName, isOn: boolean, isApple: boolean) {
  const mod = isApple ? 'Meta' : 'Control';
  const keys = keysOf(name)
    .filter((one) => isOn || one.startsWith('Mod+'))
    .map((one) => one.replace('Mod', mod).replace(/\b[a-z]$/, upper));
  return { 'data-shortcut': name, 'aria-keyshortcuts': keys.join(' ') || undefined };
}

function upper(letter: string): string {
  return letter.toUpperCase();
}
