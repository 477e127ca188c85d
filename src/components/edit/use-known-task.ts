import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Row } from '@/components/rows/use-rows';
import type { Task } from '@/contract/tasks';
import type { KeptEdit } from './kept-edits';
import { changesIn, type Draft, knownTask, readDraft, textsOf } from './task-draft';

interface Edited {
  row: Row & { begun: Task };
  /** What was typed before the form was shown anew. */
  kept: KeptEdit | undefined;
}

/**
 * The task of a form as its person knows it, and what the form begins with. What they have not touched follows what
 * others write, in the form too; the field that has the focus does when it has it no more.
 */
export function useKnownTask(form: RefObject<HTMLFormElement | null>, { row, kept }: Edited) {
  const { task, begun, isGone, refused } = row;
  const asked = refused?.command.fields;
  const [first] = useState(() => {
    const before = kept?.begun ?? begun;
    const own = { ...asked, ...(kept && changesIn(kept.typed, before)) };
    const known = isGone ? before : knownTask(task, own, before);
    return { known, shown: { ...known, ...own } };
  });
  const known = useRef(first.known);
  useLayoutEffect(() => {
    const { current } = form;
    follow();
    current?.addEventListener('focusout', follow);
    return () => current?.removeEventListener('focusout', follow);
  });
  return { known, shown: first.shown };

  function follow(): void {
    if (!form.current || isGone) return;
    const draft = readDraft(form.current);
    const own = { ...asked, ...changesIn(draft, known.current), ...focusedIn(draft) };
    known.current = knownTask(task, own, known.current);
    for (const [name, text] of Object.entries(textsOf(known.current))) {
      const field = form.current.elements.namedItem(name);
      if (name in own || !field || !('value' in field) || field.value === text) continue;
      field.value = text;
    }
  }
}

/** Nothing changes under the hands of whoever is about to type. */
function focusedIn(draft: Draft): Partial<Draft> {
  const name = document.activeElement?.getAttribute('name') ?? '';
  return name in draft ? { [name]: draft[name as keyof Draft] } : {};
}
