import { expect } from 'vitest';
import type { Database } from '@/db/client';

/** The results of the same work, begun many times at the same moment. */
export function atOnce<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}

/** Returns when a statement in the database waits for a lock that another transaction holds. */
export async function somebodyWaits({ sql }: Pick<Database, 'sql'>): Promise<void> {
  const findWaiting = () => sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(findWaiting, { interval: 5 }).toHaveLength(1);
}
