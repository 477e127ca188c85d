import { useEffect } from 'react';
import { focusHeading } from '@/components/ui/focus-heading';

let isFirst = true;

/** Gives the focus to the heading of a page that a link of another page led to, unless something on it has taken it. */
export function useArrival(): void {
  useEffect(() => {
    if (!isFirst) focusHeading();
    isFirst = false;
  }, []);
}
