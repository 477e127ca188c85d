import { useEffect } from 'react';

let isFirst = true;

/** Gives the focus to the heading of a page that a link of another page led to, unless something on it has taken it. */
export function useArrival(): void {
  useEffect(() => {
    if (!isFirst && document.activeElement === document.body) focusHeading();
    isFirst = false;
  }, []);
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return;
  if (!heading.hasAttribute('tabindex')) {
    heading.tabIndex = -1;
    heading.addEventListener('blur', () => heading.removeAttribute('tabindex'), { once: true });
  }
  heading.focus({ preventScroll: true });
}
