import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef } from 'react';
import type { TaskChange } from '@/contract/task-changes';
import { useTRPC } from '@/trpc/client';
import { useVisible } from './use-visible';

interface TaskEvents {
  /** Called when events begin anew: what happened before is not among them. */
  onBegin: () => void;
  onChange: (change: TaskChange) => void;
}

/** Follows the changes of a user's tasks while the page is seen, through cuts and restarts of the server. */
export function useTaskEvents(userId: string, { onBegin, onChange }: TaskEvents): void {
  const trpc = useTRPC();
  const failures = useRef(0);
  // A browser has six connections to a server: pages that nobody sees must not take them all.
  const enabled = useVisible();
  const events = useSubscription(
    trpc.tasks.onChange.subscriptionOptions(
      { user_id: userId },
      {
        enabled,
        onStarted() {
          // Behind an event it goes on where that was.
          if (events.data === undefined) onBegin();
        },
        onData: ({ data }) => onChange(data),
      },
    ),
  );

  const { status, reset } = events;
  useEffect(() => {
    if (status === 'pending') failures.current = 0;
    if (status !== 'error' && status !== 'idle') return;
    const timer = setTimeout(reset, pauseAfter(failures.current));
    failures.current += 1;
    return () => clearTimeout(timer);
  }, [status, reset]);
}

/** Milliseconds, twice as many after each failure up to half a minute, and not the same for all who wait for a server. */
function pauseAfter(failures: number): number {
  return Math.min(2 ** failures, 30) * (500 + Math.random() * 500);
}
