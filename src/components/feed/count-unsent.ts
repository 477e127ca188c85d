import type { Outbox } from '@/outbox/outbox';
import { keptKeys } from '@/outbox/storage';

/** How many changes of a user the server has not done, in all tabs but for what others alone have. */
export function countUnsent(outbox: Outbox, userId: string): number {
  const own = outbox.getState().entries.map(({ key }) => key);
  return new Set([...own, ...keptKeys(userId)]).size;
}
