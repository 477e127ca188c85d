import { useEffect, useState, useSyncExternalStore } from 'react';
import { areUnkeptElsewhere } from '@/outbox/page-locks';
import { countUnsent } from './count-unsent';
import { outboxOf } from './use-outbox';

const LOOK_MS = 500;

/** What a user has asked for in this browser, in all its tabs, and the server has not done. */
export function useUnsent(userId: string) {
  const [outbox] = useState(() => outboxOf(userId));
  const { entries, isAway, areKept } = useSyncExternalStore(
    outbox.subscribe,
    outbox.getState,
    outbox.getState,
  );
  const count = useSyncExternalStore(followAll, countAll, countAll);
  const isRefused = entries.some(({ refusal }) => refusal);
  const isElsewhere = useUnkeptElsewhere(userId) ?? count === 0;
  return { count, isAway, areKept, isRefused, isElsewhere, wake: outbox.wake };

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

/** Whether other tabs alone have changes of a user; undefined until it is known. No event tells. */
function useUnkeptElsewhere(userId: string): boolean | undefined {
  const [isElsewhere, setElsewhere] = useState<boolean>();
  useEffect(() => {
    const look = () => void areUnkeptElsewhere(userId).then(setElsewhere);
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [userId]);
  return isElsewhere;
}
