import type { Outbox } from '@/outbox/outbox';

/** Has the browser ask before it leaves a page that alone has what is to be sent; the answer ends that. */
export function holdPage({ subscribe, getState }: Outbox): () => void {
  const stop = subscribe(() => {
    // Browsers keep no page for the way back that listens to this.
    if (getState().areKept) letGo();
    else window.addEventListener('beforeunload', ask);
  });
  return () => {
    stop();
    letGo();
  };
}

function letGo(): void {
  window.removeEventListener('beforeunload', ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
