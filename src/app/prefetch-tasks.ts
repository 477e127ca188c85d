import { dehydrate, type DehydratedState, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import { createUserContext } from '@/api/context';
import { fail } from '@/api/problem';
import { createCaller } from '@/api/router';
import { knownTasksKey, MOST_AT_ONCE, toKnownTasks } from '@/components/feed/known-tasks';
import { getServices } from '@/services';
import { inTime } from './in-time';
import type { Visitor } from './visitor';

/** The tasks that a page begins with, for the cache of the browser; none where there are too many for a page, or they cannot be read now. */
export async function prefetchTasks({ claims }: Visitor): Promise<DehydratedState> {
  const cache = new QueryClient();
  const known = await inTime(readFirst(claims));
  // Whatever the browser knows already is newer.
  if (known) cache.setQueryData(knownTasksKey(claims.userId), known, { updatedAt: 1 });
  return dehydrate(cache);
}

/** One request of the user's, which their limit counts like any other. */
async function readFirst(claims: Visitor['claims']) {
  const requestId = (await headers()).get('x-request-id');
  const ctx = createUserContext(await getServices(), claims, requestId);
  const input = { user_id: claims.userId, limit: MOST_AT_ONCE };
  try {
    const { changes, cursor, has_more: hasMore } = await createCaller(ctx).tasks.changes(input);
    return hasMore ? undefined : toKnownTasks(changes, cursor);
  } catch (error) {
    fail(error, ctx);
    return undefined;
  }
}
