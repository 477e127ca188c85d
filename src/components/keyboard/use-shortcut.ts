import { useApple } from './apple';
import { keysOf, type ShortcutName } from './shortcuts';
import { useSingleKeys } from './single-keys';

/** What a control has to carry so that a shortcut presses it, and so that assistive technology tells which. */
export function useShortcut(name: ShortcutName) {
  const isOn = useSingleKeys();
  const mod = useApple() ? 'Meta' : 'Control';
  const keys = keysOf(name)
    .filter((one) => isOn || one.startsWith('Mod+'))
    .map((one) => one.replace('Mod', mod).replace(/\b[a-z]$/, upper));
  return { 'data-shortcut': name, 'aria-keyshortcuts': keys.join(' ') || undefined };
}

function upper(letter: string): string {
  return letter.toUpperCase();
}
