import { useSyncExternalStore } from 'react';

/** Whether this device has ⌘ where others have Ctrl. */
export function isApple(): boolean {
  return /^(Mac|iP)/.test(navigator.platform);
}

/** The same for what is rendered, which a server does not know. */
export function useApple(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    isApple,
    () => false,
  );
}
