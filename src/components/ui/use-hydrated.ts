import { useSyncExternalStore } from 'react';

/** Whether the page may differ from what the server has rendered, which knows nothing of what the browser keeps. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

function neverChanges(): () => void {
  return () => undefined;
}
