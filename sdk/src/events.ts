import type { SinceOptions } from './changes.js';
import type { Connection } from './connection.js';
import { isProblem, isTandemError, toTandemError } from './errors.js';
import { eventsIn, type ServerEvent } from './event-stream.js';
import type { Problem, TaskChange } from './generated/types.gen.js';
import { backoff, pause } from './pause.js';

/** What happened to a task. */
export interface ChangeEvent {
  change: TaskChange;
  /** The cursor behind it: with it as `since`, what follows comes next. */
  cursor: string;
}

/** What passes by itself. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** The events from a cursor on, over as many connections as it takes. */
export async function* follow(
  connection: Connection,
  { since, signal = new AbortController().signal }: SinceOptions,
): AsyncGenerator<ChangeEvent> {
  let cursor = since;
  await connection.owner();
  for (let failures = 0; ; failures += 1) {
    let asked = 0;
    try {
      for await (const { type, data, id } of open(connection, cursor, signal)) {
        if (type === 'problem') throw refused(JSON.parse(data) as Problem);
        cursor = id;
        failures = 0;
        if (data !== '') yield { change: JSON.parse(data) as TaskChange, cursor };
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!passes(error, failures)) throw error;
      if (isTandemError(error)) asked = (error.retryAfter ?? 0) * 1_000;
    }
    await pause(Math.max(asked, backoff(failures)), signal);
  }
}

async function* open(
  { baseUrl, owner, send, longestSilence }: Connection,
  cursor: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const { user_id } = await owner();
  const url = `${baseUrl.replace(/\/$/, '')}/api/${encodeURIComponent(user_id)}/tasks/events`;
  const query = cursor === undefined ? '' : `?since=${encodeURIComponent(cursor)}`;
  const watch = watchFor(signal, longestSilence * 1_000);
  try {
    const response = await send(new Request(url + query, { signal: watch.signal }));
    if (!response.ok || !response.body) {
      throw toTandemError(await response.json().catch(() => undefined), response);
    }
    yield* eventsIn(response.body.pipeThrough(watch.stream));
  } finally {
    watch.end();
  }
}

/** Breaks a connection off where nothing comes, where it is aborted, and where nobody reads any more. */
function watchFor(signal: AbortSignal, silenceMs: number) {
  const ending = new AbortController();
  const end = () => ending.abort(signal.reason);
  let timer = setTimeout(end, silenceMs);
  signal.addEventListener('abort', end);
  ending.signal.addEventListener('abort', () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  });
  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      clearTimeout(timer);
      timer = setTimeout(end, silenceMs);
      controller.enqueue(chunk);
    },
  });
  return { signal: ending.signal, stream, end };
}

function refused(problem: Problem) {
  return toTandemError(problem, new Response(null, { status: problem.status }));
}

/** A token that is refused twice in a row is not renewed by trying again. */
function passes(error: unknown, failures: number): boolean {
  if (isProblem(error, 401)) return failures === 0;
  if (isTandemError(error)) return PASSING.includes(error.status);
  return (error as Error | undefined)?.name !== 'SyntaxError';
}
