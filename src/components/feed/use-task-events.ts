import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLasting } from '@/components/ui/use-lasting';
import { useVisible } from '@/components/ui/use-visible';
import type { TaskChange } from '@/contract/task-changes';
import { followTasks, type TaskEvent } from './follow-tasks';

interface TaskEvents {
  /** The cursor behind what is known already; undefined until something is. */
  cursor: string | undefined;
  onBegin: () => void;
  /** Called with the cursor behind the changes. */
  onChanges: (changes: TaskChange[], cursor: string) => void;
  /** Called before each further try, after events have ended or could not begin. */
  onRetry: () => void;
}

/** Changes that come in a burst are shown together: each by itself would render the whole list. */
const BURST_MS = 50;
/** What is over sooner concerns nobody. */
const CUT_MS = 5_000;

/** Follows the changes of a user's tasks while the page is seen, from the cursor on. Tells whether that has not been possible for some seconds. */
export function useTaskEvents(userId: string, events: TaskEvents): boolean {
  const arrived = useRef<TaskEvent[]>([]);
  const [isFollowing, setFollowing] = useState(false);
  // A browser has six connections to a server: pages that nobody sees must not take them all.
  const isSeen = useVisible();
  const isEnabled = isSeen && events.cursor !== undefined;

  const cursor = useEffectEvent(() => events.cursor);
  const onRetry = useEffectEvent(() => events.onRetry());
  const onFollowing = useEffectEvent((begins: boolean) => {
    setFollowing(begins);
    if (begins) events.onBegin();
  });
  const showArrived = useEffectEvent(() => {
    const burst = arrived.current.splice(0);
    const last = burst.at(-1);
    const changes = burst.map(({ data }) => data);
    if (last) events.onChanges(changes, last.id);
  });

  useEffect(() => {
    if (!isEnabled) return undefined;
    return followTasks(userId, {
      cursor: () => cursor(),
      onRetry: () => onRetry(),
      onFollowing: (begins) => onFollowing(begins),
      onEvent: (event) => {
        if (arrived.current.push(event) === 1) setTimeout(() => showArrived(), BURST_MS);
      },
    });
  }, [userId, isEnabled]);

  return useLasting(isEnabled && !isFollowing, CUT_MS);
}
