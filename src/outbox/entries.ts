import type { Entry } from './command';

/** Where entries outlive the page. */
export interface OutboxStorage {
  load: () => Promise<Entry[]>;
  /** Keeps entries, in the place of those with their keys. */
  save: (entries: Entry[]) => void;
  drop: (entries: Entry[]) => void;
  /** Whether there was room for all that is in it. */
  areKept: () => boolean;
}

/** What an outbox holds at one moment. */
interface OutboxState {
  /** In the order in which they were asked for. */
  entries: readonly Entry[];
  /** Whether the last try did not reach the server. */
  isAway: boolean;
  /** The seconds for which the server has asked for no more; 0 when it has not. */
  busyFor: number;
  /** Whether all of them outlive the page. */
  areKept: boolean;
}

/** The entries of an outbox, in memory and in `storage`, for all who show them. */
export function createEntries(storage: OutboxStorage) {
  let state: OutboxState = { entries: [], isAway: false, busyFor: 0, areKept: true };
  const listeners = new Set<() => void>();

  return { getState: () => state, subscribe, load, put, drop, renumber, setHindrance };

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Takes up what was left in the storage, and gives it. */
  async function load(): Promise<Entry[]> {
    const kept = await storage.load();
    const known = new Set(state.entries.map(({ key }) => key));
    const left = kept.filter(({ key }) => !known.has(key));
    setEntries([...left, ...state.entries]);
    return left;
  }

  /** Adds entries, or puts them in the place of those with their keys. */
  function put(changed: Entry[]): void {
    if (changed.length === 0) return;
    storage.save(changed);
    const keys = new Set(changed.map(({ key }) => key));
    setEntries([...state.entries.filter(({ key }) => !keys.has(key)), ...changed]);
  }

  function drop(isOver: (entry: Entry) => boolean): void {
    storage.drop(state.entries.filter(isOver));
    setEntries(state.entries.filter((entry) => !isOver(entry)));
  }

  /** Gives what was asked of new tasks the ids that the server has given them. */
  function renumber(ids: ReadonlyMap<number, number>): void {
    put(
      state.entries.flatMap((entry) => {
        const { command } = entry;
        const id = ids.get(command.id);
        return id === undefined || command.op === 'create'
          ? []
          : { ...entry, command: { ...command, id } };
      }),
    );
  }

  function setHindrance({ isAway = false, busyFor = 0 }): void {
    if (isAway !== state.isAway || busyFor !== state.busyFor)
      setState({ ...state, isAway, busyFor });
  }

  function setEntries(entries: readonly Entry[]): void {
    const sorted = entries.toSorted((a, b) => a.at - b.at);
    setState({ ...state, entries: sorted, areKept: storage.areKept() });
  }

  function setState(next: OutboxState): void {
    state = next;
    for (const listener of listeners) listener();
  }
}
