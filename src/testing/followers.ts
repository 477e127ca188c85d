import type { Problem } from '@/contract/problem';
import type { Person } from './app';
import { bearer } from './clients';
import { type EventSource, openEvents, type ServerEvent } from './event-source';
import type { TestServer } from './http';

/** The ways to follow somebody's tasks. */
export const ways = ['REST', 'RPC'] as const;
export type Way = (typeof ways)[number];

/** Where the events of a user are; a query is `since` or `lastEventId`. */
export function eventsPath(way: Way, userId: string, query: Record<string, string> = {}): string {
  if (way === 'REST') return `/api/${userId}/tasks/events?${new URLSearchParams(query)}`;
  const input = JSON.stringify({ user_id: userId, ...query });
  return `/api/trpc/tasks.onChange?input=${encodeURIComponent(input)}`;
}

/** Follows somebody's tasks; tRPC's greeting is read. */
export async function follow(
  { port }: Pick<TestServer, 'port'>,
  way: Way,
  { id, token }: Pick<Person, 'id' | 'token'>,
  headers: Record<string, string> = {},
  query: Record<string, string> = {},
): Promise<EventSource> {
  const stream = await openEvents(port, eventsPath(way, id, query), {
    ...bearer(token),
    ...headers,
  });
  if (way === 'RPC') await stream.next();
  return stream;
}

/** The problem that ends a stream, as each way tells it. */
export function problemIn(way: Way, event: ServerEvent | undefined): Problem | undefined {
  if (way === 'REST') return event?.type === 'problem' ? (event.data as Problem) : undefined;
  if (event?.type !== 'serialized-error') return undefined;
  return (event.data as { data: { problem: Problem } }).data.problem;
}
