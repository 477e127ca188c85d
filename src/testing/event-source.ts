import { once } from 'node:events';
import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http';

/** An event as the HTML standard dispatches it, section 9.2.6. */
export interface ServerEvent {
  type: string;
  /** The JSON value that was sent. */
  data: unknown;
  lastEventId: string;
}

/** A stream of events that is read as fast as somebody asks for them, and no faster. */
export interface EventSource {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  /** The next event; undefined when the stream has ended or was cut. */
  next: () => Promise<ServerEvent | undefined>;
  /** All events up to the end. */
  rest: () => Promise<ServerEvent[]>;
  /** Breaks the connection off. */
  cut: () => void;
}

/** Asks for a stream of events over a connection of its own. */
export async function openEvents(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<EventSource> {
  const outgoing = request({ host: '127.0.0.1', port, path, headers, agent: false }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const events = parseEvents(response);
  const next = async () => (await events.next()).value ?? undefined;
  return {
    status: response.statusCode,
    headers: response.headers,
    next,
    rest: async () => {
      const found: ServerEvent[] = [];
      for (let event = await next(); event; event = await next()) found.push(event);
      return found;
    },
    cut: () => cut(outgoing),
  };
}

function cut(outgoing: ClientRequest): void {
  outgoing.on('error', () => undefined).destroy();
}

/** The events in the chunks of a body, of which the last may be cut off anywhere. */
export async function* parseEvents(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerEvent, void> {
  let lastEventId = '';
  let type = '';
  let data: string[] = [];
  for await (const line of linesOf(body)) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') type = value;
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) lastEventId = value;
    if (line !== '') continue;
    const text = data.join('\n');
    if (text !== '') yield { type: type || 'message', data: JSON.parse(text), lastEventId };
    type = '';
    data = [];
  }
}

/** Whole lines; what follows the last end of a line is none. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const lines = text.split(/\r\n|\n|\r(?!$)/);
      text = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    if (!isCut(error)) throw error;
  }
}

function isCut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
