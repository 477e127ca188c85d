import { useSyncExternalStore } from 'react';

let wanted: number | undefined;
const listeners = new Set<() => void>();

/** Has the row of this key in the document, wherever in the list it stands, so that it can be given the focus. */
export function wantRow(key: number): void {
  wanted = key;
  for (const listener of listeners) listener();
}

/** The key of the row that is to be there. */
export function useWantedRow(): number | undefined {
  return useSyncExternalStore(
    subscribe,
    () => wanted,
    () => undefined,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
