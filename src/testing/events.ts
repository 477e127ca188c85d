import type { TrackedEnvelope } from '@trpc/server';
import { createContext } from '@/api/context';
import { createCaller } from '@/api/router';
import type { TaskChange } from '@/contract/task-changes';
import type { Call } from './answers';
import type { TestApp } from './app';
import { parseEvents } from './event-source';

/** An event of a subscription, as every way in tells it. */
export interface Event {
  /** The cursor behind it. */
  id: string;
  change: TaskChange;
}

/** How many events there are at once: one for each change since the cursor, none without a cursor. */
export async function countEvents({ services }: TestApp, { input, headers }: Call) {
  const { lastEventId, since, ...fields } = Object(input) as Record<string, unknown>;
  const cursor = lastEventId ?? since ?? '';
  if (cursor === '') return 0;
  const request = new Request(services.env.BETTER_AUTH_URL, headers && { headers });
  const { tasks } = createCaller(createContext(services, request));
  const known = { ...fields, since: cursor } as Parameters<typeof tasks.changes>[0];
  return tasks.changes(known).then(({ changes }) => changes.length);
}

/** The first events of a subscription in process, which is left then. */
export async function takeEvents(events: AsyncIterable<unknown>, count: number): Promise<Event[]> {
  const taken: Event[] = [];
  const iterator = events[Symbol.asyncIterator]();
  while (taken.length < count) {
    const { done, value } = await iterator.next();
    if (done) throw new Error('The events ended early');
    const [id, change] = value as TrackedEnvelope<TaskChange>;
    taken.push({ id, change });
  }
  await iterator.return?.();
  return taken;
}

/** The first events of a body of server-sent events, of REST or of tRPC; then the client hangs up. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  count: number,
): Promise<Event[]> {
  const read: Event[] = [];
  const events = parseEvents(body);
  while (read.length < count) {
    const { done, value } = await events.next();
    if (done) throw new Error('The events ended early');
    const { type, data, lastEventId } = value;
    if (type === 'message') read.push({ id: lastEventId, change: data as TaskChange });
  }
  // Begun or not, a stream that nobody reads has to end.
  await (read.length > 0 ? events.return() : body.cancel());
  return read;
}
