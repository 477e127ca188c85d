import { useEffect, useRef } from 'react';
import { offerToShow } from '@/components/undo/offer-undo';
import type { Entry } from '@/outbox/command';

/** Says in a toast, once for each step, that changes of many tasks were refused, as the list of them may be out of sight. */
export function useRefusedSteps(refused: readonly Entry[]): void {
  const told = useRef<ReadonlySet<string | undefined>>(new Set());
  useEffect(() => {
    const changes = refused.filter(({ command }) => command.op === 'update');
    const last = changes.findLast(({ step }) => !told.current.has(step));
    told.current = new Set(changes.map(({ step }) => step));
    if (last)
      offerToShow('Not all was saved', () => document.getElementById(kindOf(last))?.focus());
  }, [refused]);
}

/** Names those that are told of together, and the list of them. */
export function kindOf({ command, refusal }: Entry): string {
  return `refused-${command.op}-${refusal?.kind}`;
}
