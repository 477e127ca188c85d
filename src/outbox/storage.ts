import { type Bundle, createBundles } from './bundles';
import type { Entry } from './command';
import type { OutboxStorage } from './entries';
import { exclusively, page, showPresence, whenClosed } from './page-locks';

/** Entries, and the page that sends them. */
interface Stored {
  page: string;
  entries: Entry[];
}

/** A page that is loaded anew ends first: within this time it takes up its own. */
const RELOAD_MS = 5_000;

/**
 * Keeps what a user has asked for in the browser, until the server has done it. Of several pages each
 * sends its own; what a page left behind is taken over by the next that asks.
 */
export function createOutboxStorage(userId: string): OutboxStorage {
  const prefix = prefixOf(userId);
  const { adopt, ...bundles } = createBundles((bundle) => write(prefix, bundle));
  return { ...bundles, load };

  /** The entries of pages that are closed, which are this page's from now on. One page at a time does this. */
  async function load(): Promise<Entry[]> {
    await showPresence();
    return exclusively(async (isOpen) => {
      const left = read(prefix).filter((one) => one.page !== page && !isOpen(one.page));
      for (const { key, entries } of left) adopt({ key, entries: byKey(entries) });
      return left.flatMap(({ entries }) => entries);
    });
  }
}

/** Calls `onClosed` some seconds after a page is closed that kept something of a user, until the answer is called. */
export function watchPages(userId: string, onClosed: () => void): () => void {
  const prefix = prefixOf(userId);
  const watched = new Set([page]);
  for (const stored of read(prefix)) watch(stored);
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);

  function onStorage({ key, newValue }: StorageEvent): void {
    const stored = key?.startsWith(prefix) && parse(newValue);
    if (stored) watch(stored);
  }

  function watch({ page: other }: Stored): void {
    if (watched.has(other)) return;
    watched.add(other);
    whenClosed(other, () => setTimeout(onClosed, RELOAD_MS));
  }
}

/** The keys of what is kept of a user, by all pages. */
export function keptKeys(userId: string): string[] {
  return read(prefixOf(userId)).flatMap(({ entries }) => entries.map(({ key }) => key));
}

/** Gives up what is kept of a user, by all pages. */
export function dropKept(userId: string): void {
  for (const name of namesUnder(prefixOf(userId))) remove(name);
}

function prefixOf(userId: string): string {
  return `tandem.outbox.${userId}.`;
}

/** Full or switched off, the storage keeps nothing: what is asked for is sent all the same. */
function write(prefix: string, { key, entries }: Bundle): boolean {
  const name = prefix + key;
  try {
    const stored: Stored = { page, entries: [...entries.values()] };
    if (entries.size === 0) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(stored));
    return true;
  } catch {
    // What is there may not say how it is sent now: whoever takes it over would send it as something else.
    remove(name);
    return entries.size === 0;
  }
}

function remove(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // It was not kept either.
  }
}

function read(prefix: string): (Stored & { key: string })[] {
  return namesUnder(prefix).flatMap((name) => {
    const stored = parse(localStorage.getItem(name));
    return stored ? { ...stored, key: name.slice(prefix.length) } : [];
  });
}

function namesUnder(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** What cannot be read does not keep back the others. A page of an older version keeps each entry by itself. */
function parse(text: string | null): Stored | undefined {
  try {
    const stored = JSON.parse(text ?? '') as Partial<Stored> & { entry?: Entry };
    const entries = stored.entry ? [stored.entry] : stored.entries;
    return entries && { page: stored.page ?? '', entries };
  } catch {
    return undefined;
  }
}

function byKey(entries: Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}
