import { useState } from 'react';
import { dropDraft, keepDraft, keptDraft } from './kept-drafts';
import { useHydrated } from './use-hydrated';

/** A text that is being typed, which outlives the page until it is set to nothing. */
export function useDraft(userId: string, name: string): [string, (text: string) => void] {
  const isHydrated = useHydrated();
  const [text, setText] = useState(() => keptDraft<string>(userId, name) ?? '');

  function set(next: string): void {
    setText(next);
    if (next === '') dropDraft(userId, name);
    else keepDraft(userId, name, next);
  }

  return [isHydrated ? text : '', set];
}
