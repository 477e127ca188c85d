import { fromNow } from '@/components/ui/from-now';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;

/** How long ago a task was deleted, in words; clocks that differ a little do not show. */
export function timeSince(deletedAt: Date, now: number): string {
  const span = deletedAt.getTime() - now;
  return span > -MINUTE_MS ? 'just now' : fromNow(span);
}

/** How long it can still be brought back, in words. */
export function timeLeft(deletedAt: Date, now: number): string {
  const days = Math.ceil((deletedAt.getTime() + KEPT_MS - now) / DAY_MS);
  return days <= 1 ? 'less than a day left' : `${Math.min(days, 30)} days left`;
}
