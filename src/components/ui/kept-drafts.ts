const PREFIX = 'tandem.draft.';

/** Keeps what a person types and has not asked for yet, by a name: in this tab, through a reload or a crash of the page. */
export function keepDraft(userId: string, name: string, draft: unknown): void {
  inStorage((storage) => storage.setItem(nameOf(userId, name), JSON.stringify(draft)));
}

/** What was kept by a name. */
export function keptDraft<Draft>(userId: string, name: string): Draft | undefined {
  const kept = inStorage((storage) => storage.getItem(nameOf(userId, name)));
  return kept ? (JSON.parse(kept) as Draft) : undefined;
}

/** The names by which something of a person is kept, those with this beginning. */
export function draftNames(userId: string, beginning: string): string[] {
  const own = nameOf(userId, '');
  const names = inStorage((storage) => Object.keys(storage)) ?? [];
  return names
    .filter((name) => name.startsWith(own + beginning))
    .map((name) => name.slice(own.length));
}

export function dropDraft(userId: string, name: string): void {
  inStorage((storage) => storage.removeItem(nameOf(userId, name)));
}

/** Drops what everybody has typed in this tab, but for one person. */
export function dropDraftsOfOthers(userId?: string): void {
  inStorage((storage) => {
    for (const name of Object.keys(storage)) {
      const isOwn = userId !== undefined && name.startsWith(nameOf(userId, ''));
      if (name.startsWith(PREFIX) && !isOwn) storage.removeItem(name);
    }
  });
}

function nameOf(userId: string, name: string): string {
  return `${PREFIX}${userId}.${name}`;
}

/** Full or switched off, the storage keeps nothing: what is typed is on the page all the same. */
function inStorage<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(sessionStorage);
  } catch {
    return undefined;
  }
}
