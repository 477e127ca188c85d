import { useCallback, useState } from 'react';

/** Words for a live region, and what says them; the same twice in a row is said twice. */
export function useNews(): [news: string, announce: (words: string) => void] {
  const [news, setNews] = useState('');
  // A region that has not changed says nothing.
  const announce = useCallback(
    (words: string) => setNews((before) => (before === words ? `${words}\u00A0` : words)),
    [],
  );
  return [news, announce];
}
