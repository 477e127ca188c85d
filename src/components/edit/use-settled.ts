import { type RefObject, useEffect } from 'react';
import { goToTask } from '@/components/rows/focus-task';
import type { Row } from '@/components/rows/use-rows';
import type { Outbox } from '@/outbox/outbox';
import { settledIn } from '@/outbox/settled';
import { changesIn, readDraft } from './task-draft';

/** Sends again what was refused as a conflict when there is none any more, unless something else has been typed by then. */
export function useSettled(
  form: RefObject<HTMLFormElement | null>,
  { key, task, isGone, refused }: Row,
  outbox: Outbox,
): void {
  useEffect(() => {
    // What many share is sent again together.
    if (!form.current || !refused || refused.step || isGone) return;
    const settled = settledIn(outbox.getState().entries, new Map([[task.id, task]]));
    if (!settled.includes(refused)) return;
    const typed = changesIn(readDraft(form.current), { ...task, ...refused.command.fields });
    if (Object.keys(typed).length > 0) return;
    const hasFocus = form.current.contains(document.activeElement);
    outbox.retry(refused);
    if (hasFocus) goToTask(key);
  }, [form, key, task, isGone, refused, outbox]);
}
