import type { trpcClient } from './client';

/**
 * The procedures where the first paint needs none of them: their script comes after it.
 * @throws when it cannot be loaded, which is tried anew each time.
 */
export async function loadClient(): Promise<typeof trpcClient> {
  return (await import('./client')).trpcClient;
}
