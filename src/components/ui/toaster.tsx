import { useEffect } from 'react';
import { toast, Toaster, useSonner } from 'sonner';
import { receiveToasts } from './show-toast';

/** Where offers appear for a while; Alt+T leads to the last one. */
export function TaskToaster() {
  const { toasts } = useSonner();
  useEffect(() => receiveToasts(toast), []);
  useEffect(keepFocusInSight, [toasts]);
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Toaster
      ref={silence}
      expand
      hotkey={[]}
      customAriaLabel="Notifications, Alt+T"
      mobileOffset={16}
      style={{ '--width': '17rem' } as object}
      toastOptions={{ unstyled: true, className: 'toast' }}
    />
  );
}

/** All that it shows is announced beside it; sonner would have it said twice. */
function silence(region: HTMLElement | null): void {
  region?.setAttribute('aria-live', 'off');
}

function onKeyDown({ altKey, code, target }: KeyboardEvent): void {
  if (altKey && code === 'KeyT')
    document
      .querySelector<HTMLElement>('.toast[data-removed=false] button')
      ?.focus({ focusVisible: true });
  const isLeaving = code === 'Tab' && target instanceof Element && target.closest('.toast');
  if (isLeaving) requestAnimationFrame(showFocus);
}

/** Sonner gives the focus back to where it was, and it is not shown where the mouse had brought it. */
function showFocus(): void {
  const { activeElement: focused } = document;
  if (!(focused instanceof HTMLElement) || focused.matches('body, :focus-visible')) return;
  focused.blur();
  focused.focus({ preventScroll: true, focusVisible: true });
}

/** A toast may come to lie over what has the focus; what it is beside stays, and so does what somebody has scrolled away. */
function keepFocusInSight(): void {
  const { activeElement: focused, body } = document;
  const offer = document.querySelector('.toast');
  if (!offer || !focused || focused === body) return;
  const { top, bottom, right } = focused.getBoundingClientRect();
  const isInSight = bottom > 0 && top < window.innerHeight;
  const isBeside = right <= offer.getBoundingClientRect().left;
  if (isInSight && !isBeside) focused.scrollIntoView({ block: 'nearest' });
}
