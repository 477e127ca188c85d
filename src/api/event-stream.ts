import type { TrackedEnvelope } from '@trpc/server';
import type { Problem } from '@/contract/problem';
import { HEARTBEAT_MS } from './trpc';

/** Events with their ids, as a subscription gives them. */
type Events = AsyncIterable<TrackedEnvelope<unknown>>;

/** Whether the output of a procedure is that of a subscription. */
export function isEvents(output: unknown): output is Events {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/**
 * The events as server-sent events (HTML standard, section 9.2), each read when the client takes it.
 * Where they break off, an event of type `problem` says why.
 */
export function eventStream(events: Events, toProblem: (error: unknown) => Problem): Response {
  const frames = encode(events, toProblem);
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await frames.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void frames.return(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
  });
}

async function* encode(events: Events, toProblem: (error: unknown) => Problem) {
  const encoder = new TextEncoder();
  yield encoder.encode('retry: 1000\n\n');
  try {
    for await (const frame of withHeartbeat(events)) yield encoder.encode(frame);
  } catch (error) {
    yield encoder.encode(`event: problem\ndata: ${JSON.stringify(toProblem(error))}\n\n`);
  }
}

async function* withHeartbeat(events: Events) {
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (let next = iterator.next(); ;) {
      const result = await within(HEARTBEAT_MS, next);
      if (result?.done) return;
      if (result) {
        const [id, data] = result.value;
        yield `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
        next = iterator.next();
      } else {
        yield ': nothing new\n\n';
      }
    }
  } finally {
    void iterator.return?.();
  }
}

/** What a promise gives, or undefined if it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
