import { useEffect } from 'react';
import { toast, Toaster, useSonner } from 'sonner';
import { receiveToasts } from './show-toast';

/** Where offers appear for a while; Alt+T leads to the last one. */
export function TaskToaster() {
  const { toasts } = useSonner();
  useEffect(() => receiveToasts(toast), []);
  useEffect(keepFocusInSight, [toasts]);
  useEffect(() => {
    document.addEventListener('keydown', goToLast);
    return () => document.removeEventListener('keydown', goToLast);
  }, []);
  return (
    <Toaster
      expand
      hotkey={[]}
      customAriaLabel="Notifications, Alt+T"
      mobileOffset={16}
      style={{ '--width': '17rem' } as object}
      toastOptions={{ unstyled: true, className: 'toast' }}
    />
  );
}

function goToLast({ altKey, code }: KeyboardEvent): void {
  if (altKey && code === 'KeyT') document.querySelector<HTMLElement>('.toast button')?.focus();
}

/** A toast may come to lie over what has the focus. */
function keepFocusInSight(): void {
  const { activeElement, body } = document;
  if (activeElement !== body) activeElement?.scrollIntoView({ block: 'nearest' });
}
