import type { Route } from 'next';
import {
  ArrowUpDown,
  Code,
  Keyboard,
  ListChecks,
  ListFilter,
  ListTodo,
  LogOut,
  type LucideIcon,
  Moon,
  Plus,
  Search,
  Settings,
  Sun,
  SunMoon,
  Trash2,
  Undo2,
} from 'lucide-react';
import { wordsOf } from '@/components/filters/words-of';
import type { Appearance } from '@/contract/appearance';
import { bestOf } from './palette-matches';
import { recentCommands } from './recent-commands';
import type { Wish } from './wishes';

/** What commands do their work with. */
export interface Means {
  go: (href: Route) => void;
  /** Asks something of the list of tasks, and goes there. */
  ask: (wish: Wish) => void;
  openSheet: () => void;
  signOut: () => void;
  look: (appearance: Appearance) => void;
}

/** Something that can be done from the palette. */
export interface PaletteCommand {
  /** That of its shortcut, if it has one. */
  name: string;
  words: string;
  /** In lower case, all by which it is found. */
  text: string;
  icon: LucideIcon;
  run: (means: Means) => void;
}

type Filter = Extract<Wish, { filter: unknown }>['filter'];

const COMMANDS: readonly PaletteCommand[] = [
  command('new', Plus, 'New task', 'add', ({ ask }) => ask({ press: 'new' })),
  command('search', Search, 'Search the tasks', 'find', ({ ask }) => ask({ press: 'search' })),
  command('select', ListChecks, 'Select tasks', 'many bulk', ({ ask }) => ask({ press: 'select' })),
  command('undo', Undo2, 'Undo the last change', 'take back', ({ ask }) => ask({ undo: true })),
  page('go-tasks', ListTodo, 'Go to your tasks', 'list', '/tasks'),
  page('go-deleted', Trash2, 'Go to deleted tasks', 'restore bring back trash bin', '/deleted'),
  page('go-settings', Settings, 'Go to settings', 'password devices account', '/settings'),
  page('go-developers', Code, 'Go to developers', 'api token', '/developers'),
  command('sheet', Keyboard, 'Show the shortcuts', 'keyboard keys help', (to) => to.openSheet()),
  show('pending', 'Show what is to do', 'pending', { status: 'pending' }),
  show('completed', 'Show what is done', 'completed', { status: 'completed' }),
  show('high', 'Show high priority', 'urgent important', { priority: 'high' }),
  show('all', 'Show all tasks', 'clear', { status: null, priority: null, tag: null, search: null }),
  sort('created', 'Sort by age, newest first'),
  sort('updated', 'Sort by last change'),
  sort('title', 'Sort by title'),
  sort('due_date', 'Sort by due date'),
  sort('priority', 'Sort by priority'),
  look('light', Sun, 'Light appearance'),
  look('dark', Moon, 'Dark appearance'),
  look('system', SunMoon, 'Appearance of the system'),
  command('sign-out', LogOut, 'Sign out', 'log leave', ({ signOut }) => signOut()),
];

/** The commands that fit what was typed; those used last come first. */
export function findCommands(typed: string): PaletteCommand[] {
  const recent = recentCommands();
  const byUse = COMMANDS.toSorted((one, other) => rank(one) - rank(other));
  return bestOf(byUse, wordsOf(typed), COMMANDS.length);

  function rank({ name }: PaletteCommand): number {
    const place = recent.indexOf(name);
    return place < 0 ? recent.length : place;
  }
}

function command(
  name: string,
  icon: LucideIcon,
  words: string,
  also: string,
  run: PaletteCommand['run'],
): PaletteCommand {
  return { name, icon, words, text: `${words} ${also}`.toLowerCase(), run };
}

function page(name: string, icon: LucideIcon, words: string, also: string, href: Route) {
  return command(name, icon, words, also, ({ go }) => go(href));
}

function show(name: string, words: string, also: string, filter: Filter) {
  return command(`show-${name}`, ListFilter, words, `filter ${also}`, ({ ask }) => ask({ filter }));
}

function sort(by: Filter['sort'] & string, words: string) {
  return command(`sort-${by}`, ArrowUpDown, words, 'order', ({ ask }) => {
    ask({ filter: { sort: by } });
  });
}

function look(appearance: Appearance, icon: LucideIcon, words: string) {
  return command(`look-${appearance}`, icon, words, 'theme colours mode', (to) => {
    to.look(appearance);
  });
}
