import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Outbox } from '@/outbox/outbox';
import { keptKeys } from '@/outbox/storage';
import { outboxOf } from './use-outbox';

/** What a user has asked for in this browser, in all its tabs, and the server has not done. */
export function useUnsent(userId: string) {
  const [outbox] = useState(() => outboxOf(userId));
  // A tab that was closed sends nothing any more.
  useEffect(() => void outbox.takeUp(), [outbox]);
  const { entries, isAway, areKept } = useSyncExternalStore(
    outbox.subscribe,
    outbox.getState,
    outbox.getState,
  );
  const count = useSyncExternalStore(followAll, countAll, countAll);
  const isRefused = entries.some(({ refusal }) => refusal);
  return { count, isAway, areKept, isRefused, wake: outbox.wake };

  function followAll(listener: () => void): () => void {
    const stop = outbox.subscribe(listener);
    window.addEventListener('storage', listener);
    return () => {
      stop();
      window.removeEventListener('storage', listener);
    };
  }

  function countAll(): number {
    return countUnsent(outbox, userId);
  }
}

/** How many these are at this moment. */
export function countUnsent(outbox: Outbox, userId: string): number {
  const own = outbox.getState().entries.map(({ key }) => key);
  return new Set([...own, ...keptKeys(userId)]).size;
}
