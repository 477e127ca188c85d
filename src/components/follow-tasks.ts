import type { TaskChange } from '@/contract/task-changes';
import type { useTRPCClient } from '@/trpc/client';

/** A change, and the cursor behind it. */
export interface TaskEvent {
  id: string;
  data: TaskChange;
}

interface Listener {
  /** The cursor to follow from. */
  cursor: () => string | undefined;
  onEvent: (event: TaskEvent) => void;
  /** Called when events begin to come, and when they cease to. */
  onFollowing: (isFollowing: boolean) => void;
  /** Called before each further try, after events have ended or could not begin. */
  onRetry: () => void;
}

/** Follows a user's tasks through cuts and restarts of the server, until the answer is called. */
export function followTasks(
  client: ReturnType<typeof useTRPCClient>,
  userId: string,
  { cursor, onEvent, onFollowing, onRetry }: Listener,
): () => void {
  let failures = 0;
  let timer: number | undefined;
  let isLeft = false;
  let stream = follow();

  return () => {
    isLeft = true;
    clearTimeout(timer);
    stream.unsubscribe();
    onFollowing(false);
  };

  function follow() {
    return client.tasks.onChange.subscribe(
      { user_id: userId, since: cursor() },
      { onData: onEvent, onConnectionStateChange, onError: onEnd, onComplete: onEnd },
    );
  }

  function onConnectionStateChange({ state }: { state: 'idle' | 'connecting' | 'pending' }): void {
    if (state === 'pending') failures = 0;
    onFollowing(state === 'pending');
  }

  function onEnd(): void {
    if (isLeft) return;
    onFollowing(false);
    timer = window.setTimeout(retry, pauseAfter(failures));
    failures += 1;
  }

  function retry(): void {
    onRetry();
    stream = follow();
  }
}

/** Milliseconds, twice as many after each failure up to half a minute, and not the same for all who wait for a server. */
function pauseAfter(failures: number): number {
  return Math.min(2 ** failures, 30) * (500 + Math.random() * 500);
}
