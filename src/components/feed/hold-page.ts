import type { Outbox } from '@/outbox/outbox';
import { tellUnkept } from '@/outbox/page-locks';

/** Has the browser ask before it leaves a page that alone has what is to be sent, and other pages know of it; the answer ends that. */
export function holdPage({ subscribe, getState }: Outbox, userId: string): () => void {
  let letGo: (() => void) | undefined;
  const stop = subscribe(follow);
  return () => {
    stop();
    letGo?.();
  };

  function follow(): void {
    const { areKept } = getState();
    if (!areKept) letGo ??= hold(userId);
    else if (letGo) {
      letGo();
      letGo = undefined;
    }
  }
}

function hold(userId: string): () => void {
  // Browsers keep no page for the way back that listens to this.
  window.addEventListener('beforeunload', ask);
  const tellKept = tellUnkept(userId);
  return () => {
    window.removeEventListener('beforeunload', ask);
    tellKept();
  };
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
