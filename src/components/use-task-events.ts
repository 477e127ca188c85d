import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef } from 'react';
import type { TaskChange } from '@/contract/task-changes';
import { useTRPC } from '@/trpc/client';
import { useVisible } from './use-visible';

interface TaskEvents {
  /** Called when events begin anew: what happened before is not among them. */
  onBegin: () => void;
  onChanges: (changes: TaskChange[]) => void;
}

/** Changes that come in a burst are shown together: each by itself would render the whole list. */
const BURST_MS = 50;

/** Follows the changes of a user's tasks while the page is seen, through cuts and restarts of the server. */
export function useTaskEvents(userId: string, { onBegin, onChanges }: TaskEvents): void {
  const trpc = useTRPC();
  const failures = useRef(0);
  const resumes = useRef(false);
  const arrived = useRef<TaskChange[]>([]);
  // A browser has six connections to a server: pages that nobody sees must not take them all.
  const enabled = useVisible();
  const { status, reset } = useSubscription({
    ...trpc.tasks.onChange.subscriptionOptions({ user_id: userId }),
    enabled,
    onStarted() {
      // Behind an event it goes on where that was.
      if (!resumes.current) onBegin();
    },
    onData({ data }) {
      resumes.current = true;
      if (arrived.current.push(data) > 1) return;
      setTimeout(() => onChanges(arrived.current.splice(0)), BURST_MS);
    },
  });

  useEffect(() => {
    if (!enabled) resumes.current = false;
  }, [enabled]);

  useEffect(() => {
    if (status === 'pending') failures.current = 0;
    if (status !== 'error' && status !== 'idle') return;
    const timer = setTimeout(() => {
      resumes.current = false;
      reset();
    }, pauseAfter(failures.current));
    failures.current += 1;
    return () => clearTimeout(timer);
  }, [status, reset]);
}

/** Milliseconds, twice as many after each failure up to half a minute, and not the same for all who wait for a server. */
function pauseAfter(failures: number): number {
  return Math.min(2 ** failures, 30) * (500 + Math.random() * 500);
}
