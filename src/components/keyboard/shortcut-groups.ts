import { keysOf, type ShortcutName } from './shortcuts';

/** What is told of a shortcut. */
interface Told {
  keys: readonly string[];
  words: string;
}

/** Every shortcut in words; those without a name are done by the browser or where they are pressed. */
export const shortcutGroups: readonly { title: string; shortcuts: readonly Told[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      named('palette', 'Search or do something'),
      named('sheet', 'Show the shortcuts'),
      named('new', 'New task'),
      named('search', 'Search the tasks'),
      { keys: ['Alt+T'], words: 'Go to the last notification' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: [
      named('go-tasks', 'Your tasks'),
      named('go-deleted', 'Deleted tasks'),
      named('go-settings', 'Settings'),
      named('go-developers', 'API for developers'),
    ],
  },
  {
    title: 'In the list',
    shortcuts: [
      named('next', 'Next task'),
      named('previous', 'Previous task'),
      named('complete', 'Complete or reopen'),
      named('edit', 'Edit'),
      named('select', 'Select'),
      named('delete', 'Delete'),
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
  {
    // Nothing listens for these; a space would part two strokes.
    title: 'In a new task',
    shortcuts: [
      { keys: ['tomorrow', 'friday', 'dec\u00A024'], words: 'Due then' },
      { keys: ['!1', '!high'], words: 'High priority' },
      { keys: ['!2', '!medium'], words: 'Medium priority' },
      { keys: ['!3', '!low'], words: 'Low priority' },
      { keys: ['#home'], words: 'Tag' },
      { keys: ['Escape'], words: 'Leave the words in the title' },
    ],
  },
];

function named(name: ShortcutName, words: string): Told {
  return { keys: keysOf(name), words };
}
