import type { Route } from 'next';

/** `name` is what its control carries as `data-shortcut`; `keys` are strokes that do the same, those of a sequence stand apart. */
interface Shortcut {
  name: string;
  keys: readonly string[];
  href?: Route;
}

const SHORTCUTS = [
  { name: 'palette', keys: ['Mod+k'] },
  { name: 'sheet', keys: ['?'] },
  { name: 'new', keys: ['n'] },
  { name: 'search', keys: ['/'] },
  { name: 'go-tasks', keys: ['g t'], href: '/tasks' },
  { name: 'go-deleted', keys: ['g d'], href: '/deleted' },
  { name: 'go-settings', keys: ['g s'], href: '/settings' },
  { name: 'go-developers', keys: ['g a'], href: '/developers' },
  { name: 'next', keys: ['j', 'ArrowDown'] },
  { name: 'previous', keys: ['k', 'ArrowUp'] },
  { name: 'complete', keys: ['c', 'Space'] },
  { name: 'edit', keys: ['e'] },
  { name: 'select', keys: ['x'] },
  { name: 'delete', keys: ['#', 'Delete'] },
] as const satisfies readonly Shortcut[];

/** What a shortcut is known by. */
export type ShortcutName = (typeof SHORTCUTS)[number]['name'];

/** Every shortcut that is listened for; `Mod` is Ctrl, or ⌘ at Apple. */
export const namedShortcuts: readonly (Shortcut & { name: ShortcutName })[] = SHORTCUTS;

/** The keys of a shortcut; none of what has no shortcut. */
export function keysOf(name: string): readonly string[] {
  return namedShortcuts.find((shortcut) => shortcut.name === name)?.keys ?? [];
}
