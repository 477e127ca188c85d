import { dehydrate, type DehydratedState, QueryClient } from '@tanstack/react-query';
import { headers } from 'next/headers';
import { createUserContext } from '@/api/context';
import { fail } from '@/api/problem';
import { createCaller } from '@/api/router';
import { knownTasksKey, readChanges, toKnownTasks } from '@/components/feed/known-tasks';
import { getServices } from '@/services';
import { inTime } from './in-time';
import type { Visitor } from './visitor';

/** A page begins with at most so many tasks. */
const MOST = 5_000;

/** The tasks that a page begins with, for the cache of the browser; none where there are too many for a page, or they cannot be read now. */
export async function prefetchTasks({ claims }: Visitor): Promise<DehydratedState> {
  const cache = new QueryClient();
  const known = await inTime(readFirst(claims));
  // Whatever the browser knows already is newer.
  if (known) cache.setQueryData(knownTasksKey(claims.userId), known, { updatedAt: 1 });
  return dehydrate(cache);
}

/** Requests of the user's, which their limit counts like any other. */
async function readFirst(claims: Visitor['claims']) {
  const requestId = (await headers()).get('x-request-id');
  const ctx = createUserContext(await getServices(), claims, requestId);
  const { tasks } = createCaller(ctx);
  try {
    const { changes, cursor, has_more } = await readChanges(claims.userId, tasks.changes, MOST);
    return has_more ? undefined : toKnownTasks(changes, cursor);
  } catch (error) {
    fail(error, ctx);
    return undefined;
  }
}
