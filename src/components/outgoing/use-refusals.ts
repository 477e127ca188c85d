import { useEffect, useRef } from 'react';
import { goToTask } from '@/components/rows/focus-task';
import { isRefusedUpdate } from '@/components/rows/use-rows';
import { offerToShow } from '@/components/undo/offer-undo';
import type { Entry } from '@/outbox/command';
import type { Outbox } from '@/outbox/outbox';

/** Says in a toast which change of a task was refused, as its row may be out of sight; until then it was offered to be undone. */
export function useRefusals(entries: readonly Entry[], outbox: Outbox): void {
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const refused = entries.filter(isRefusedUpdate).filter(({ step }) => !step);
    const last = refused.findLast(({ key }) => !told.current.has(key));
    told.current = new Set(refused.map(({ key }) => key));
    if (!last) return;
    const { id, seen } = last.command;
    offerToShow(`Not saved: ${seen.title}`, () => goToTask(outbox.firstIdOf(id)));
  }, [entries, outbox]);
}
