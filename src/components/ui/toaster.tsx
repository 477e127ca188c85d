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

/** Where the keys had brought the focus, no toast may come to lie over it. */
function keepFocusInSight(): void {
  const focused = document.querySelector(':focus-visible');
  const offer = document.querySelector<HTMLElement>('.toast');
  if (!focused || !offer?.parentElement) return;
  const { left } = offer.getBoundingClientRect();
  // It is still on its way up to there.
  const top = offer.parentElement.getBoundingClientRect().bottom - offer.offsetHeight;
  const place = focused.getBoundingClientRect();
  const isInSight = place.top < window.innerHeight;
  if (isInSight && place.bottom > top && place.right > left) {
    focused.scrollIntoView({ block: 'nearest' });
  }
}
