import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '@/api/router';
import { loadScript } from '@/components/ui/load-script';
import type { TaskChange } from '@/contract/task-changes';
import { loadClient } from '@/trpc/load-client';

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
  userId: string,
  { cursor, onEvent, onFollowing, onRetry }: Listener,
): () => void {
  let failures = 0;
  let timer: number | undefined;
  let isLeft = false;
  let stream: { unsubscribe: () => void } | undefined;
  follow();

  return () => {
    isLeft = true;
    clearTimeout(timer);
    stream?.unsubscribe();
    onFollowing(false);
  };

  function follow(): void {
    loadScript(loadClient).then(subscribe, onEnd);
  }

  function subscribe({ tasks }: TRPCClient<AppRouter>): void {
    if (isLeft) return;
    stream = tasks.onChange.subscribe(
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
    follow();
  }
}

/** Milliseconds, twice as many after each failure up to half a minute, and not the same for all who wait for a server. */
function pauseAfter(failures: number): number {
  return Math.min(2 ** failures, 30) * (500 + Math.random() * 500);
}
