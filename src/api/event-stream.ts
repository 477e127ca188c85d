import type { TrackedEnvelope } from '@trpc/server';
import type { Problem } from '@/contract/problem';
import type { Answer } from './answer';
import { HEARTBEAT_MS } from './trpc';

/** Events with their ids, as a subscription gives them, and the id that they begin behind. */
type Events = AsyncIterable<TrackedEnvelope<unknown>> & { behind: string };

/** Whether the output of a procedure is that of a subscription. */
export function isEvents(output: unknown): output is Events {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(': nothing new\n');

/**
 * The events as server-sent events (HTML standard, section 9.2), each read when the client takes it,
 * with a comment every 15 s. Where they break off, an event of type `problem` says why; where the
 * client has gone, `onCancel` is called.
 */
export function eventStream(
  events: Events,
  toProblem: (error: unknown) => Problem,
  onCancel: () => void,
): Answer {
  const frames = encode(events, toProblem);
  let heartbeat: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        heartbeat = setInterval(() => {
          // Nothing may pile up for a client that does not read.
          if (controller.desiredSize === 0) controller.enqueue(HEARTBEAT);
        }, HEARTBEAT_MS).unref();
      },
      async pull(controller) {
        const { done, value } = await frames.next();
        if (!done) return controller.enqueue(value);
        clearInterval(heartbeat);
        controller.close();
      },
      cancel() {
        clearInterval(heartbeat);
        onCancel();
        void frames.return();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    status: 200,
    headers: ['content-type', 'text/event-stream', 'x-accel-buffering', 'no'],
    body,
  };
}

async function* encode(events: Events, toProblem: (error: unknown) => Problem) {
  // A client that is cut off before the first event resumes from here.
  yield encoder.encode(`retry: 1000\nid: ${events.behind}\n\n`);
  try {
    for await (const [id, data] of events) {
      yield encoder.encode(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  } catch (error) {
    yield encoder.encode(`event: problem\ndata: ${JSON.stringify(toProblem(error))}\n\n`);
  }
}
