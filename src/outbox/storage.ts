import type { Entry } from './command';
import type { OutboxStorage } from './entries';
import { randomKey } from './random-key';

/** An entry, and the page that sends it. */
interface Stored {
  page: string;
  entry: Entry;
}

const page = randomKey();
let presence: Promise<void> | undefined;

/**
 * Keeps what a user has asked for in the browser, until the server has done it. Of several pages each
 * sends its own; what a page left behind is taken over by the next that asks.
 */
export function createOutboxStorage(userId: string): OutboxStorage {
  const prefix = prefixOf(userId);
  return {
    load: async () => {
      presence ??= holdLock(page);
      await presence;
      return takeOver(prefix);
    },
    save: (entry) => write(prefix, entry),
    drop: (entry) => remove(prefix, entry),
  };
}

/** The keys of what is kept of a user, by all pages. */
export function keptKeys(userId: string): string[] {
  const prefix = prefixOf(userId);
  return keysUnder(prefix).map((key) => key.slice(prefix.length));
}

/** Gives up what is kept of a user, by all pages. */
export function dropKept(userId: string): void {
  for (const key of keptKeys(userId)) remove(prefixOf(userId), { key });
}

function prefixOf(userId: string): string {
  return `tandem.outbox.${userId}.`;
}

/** Full or switched off, the storage keeps nothing: what is asked for is sent all the same. */
function write(prefix: string, entry: Entry): boolean {
  try {
    localStorage.setItem(prefix + entry.key, JSON.stringify({ page, entry } satisfies Stored));
    return true;
  } catch {
    return false;
  }
}

function remove(prefix: string, { key }: Pick<Entry, 'key'>): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // It was not kept either.
  }
}

function read(prefix: string): Stored[] {
  return keysUnder(prefix).flatMap((key) => parse(localStorage.getItem(key)) ?? []);
}

function keysUnder(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** What cannot be read does not keep back the others. */
function parse(text: string | null): Stored | undefined {
  try {
    return JSON.parse(text ?? '') as Stored;
  } catch {
    return undefined;
  }
}

/** The entries of pages that are closed, which are this page's from now on. One page at a time does this. */
async function takeOver(prefix: string): Promise<Entry[]> {
  return exclusively(async (isOpen) => {
    const left = read(prefix)
      .filter((stored) => stored.page !== page && !isOpen(stored.page))
      .map(({ entry }) => entry);
    for (const entry of left) write(prefix, entry);
    return left;
  });
}

/** Holds a lock as long as the page is open. Browsers have locks where the page is served with TLS, or from this machine. */
async function holdLock(name: string): Promise<void> {
  if (!('locks' in navigator)) return;
  await new Promise<void>((held) => {
    const request = navigator.locks.request(lockOf(name), () => {
      held();
      return new Promise(() => undefined);
    });
    // A browser that gives none is as one that has none.
    request.catch(() => held());
  });
}

async function exclusively<T>(work: (isOpen: (page: string) => boolean) => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work(() => false);
  return navigator.locks.request(lockOf('take over'), async () => {
    const { held = [] } = await navigator.locks.query();
    return work((other) => held.some(({ name }) => name === lockOf(other)));
  });
}

function lockOf(name: string): string {
  return `tandem.outbox ${name}`;
}
