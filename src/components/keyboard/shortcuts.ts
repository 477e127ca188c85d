import type { Route } from 'next';

/** One or more strokes that do the same; those of a sequence stand apart. */
interface Keys {
  keys: readonly string[];
  words: string;
}

/** `name` is what its control carries as `data-shortcut`; those without are done by the browser or where they are pressed. */
export type Shortcut = Keys & { name?: string; href?: Route };

/** Every shortcut there is: what listens, what lists and what hints at them reads it here. `Mod` is Ctrl, or ⌘ at Apple. */
export const shortcutGroups = [
  {
    title: 'Anywhere',
    shortcuts: [
      { name: 'palette', keys: ['Mod+k'], words: 'Search or do something' },
      { name: 'sheet', keys: ['?'], words: 'Show the shortcuts' },
      { name: 'new', keys: ['n'], words: 'New task' },
      { name: 'search', keys: ['/'], words: 'Search the tasks' },
      { keys: ['Alt+T'], words: 'Go to the last notification' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: [
      { name: 'go-tasks', keys: ['g t'], words: 'Your tasks', href: '/tasks' },
      { name: 'go-deleted', keys: ['g d'], words: 'Deleted tasks', href: '/deleted' },
      { name: 'go-settings', keys: ['g s'], words: 'Settings', href: '/settings' },
      { name: 'go-developers', keys: ['g a'], words: 'API for developers', href: '/developers' },
    ],
  },
  {
    title: 'In the list',
    shortcuts: [
      { name: 'next', keys: ['j', 'ArrowDown'], words: 'Next task' },
      { name: 'previous', keys: ['k', 'ArrowUp'], words: 'Previous task' },
      { name: 'complete', keys: ['c', 'Space'], words: 'Complete or reopen' },
      { name: 'edit', keys: ['e'], words: 'Edit' },
      { name: 'select', keys: ['x'], words: 'Select' },
      { name: 'delete', keys: ['#', 'Delete'], words: 'Delete' },
      { keys: ['Mod+z'], words: 'Undo the last change' },
      { keys: ['Mod+Shift+z'], words: 'Do it again' },
    ],
  },
  {
    title: 'In an edit',
    shortcuts: [
      { keys: ['Enter'], words: 'Save' },
      { keys: ['Mod+Enter'], words: 'Save from the notes' },
      { keys: ['Escape'], words: 'Cancel' },
    ],
  },
] as const satisfies readonly { title: string; shortcuts: readonly Shortcut[] }[];

/** What a shortcut is known by. */
export type ShortcutName = Extract<
  (typeof shortcutGroups)[number]['shortcuts'][number],
  { name: string }
>['name'];

/** The shortcuts that have a name, as what listens needs them. */
export const namedShortcuts: readonly (Shortcut & { name: ShortcutName })[] =
  shortcutGroups.flatMap(({ shortcuts }) => shortcuts.filter((one) => 'name' in one));

/** The keys of a shortcut; none of what has no shortcut. */
export function keysOf(name: string): readonly string[] {
  return namedShortcuts.find((shortcut) => shortcut.name === name)?.keys ?? [];
}
