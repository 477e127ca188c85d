import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Answer } from '@/api/answer';

/** Milliseconds in which what is left of a body may arrive: a client that is cut off while it sends sees no answer. */
const LINGER_MS = 500;

/** Sends an answer; the connection is kept if the rest of the body arrives soon. */
export function sendAnswer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: Answer,
): void {
  if (!incoming.complete || incoming.isPaused()) outgoing.once('finish', () => takeRest(incoming));
  if (body instanceof ReadableStream) {
    outgoing.writeHead(status, headers).flushHeaders();
    return void sendStream(outgoing, body);
  }
  // A 204 and a 304 have no length (RFC 9110 section 8.6), and here a HEAD has none either.
  if (body === null) return void outgoing.writeHead(status, headers).end();
  const length = Buffer.byteLength(body);
  headers.push('content-length', String(length));
  // What is all ASCII is the same in Latin-1, which Node writes without looking at each character.
  outgoing.writeHead(status, headers).end(body, length === body.length ? 'latin1' : 'utf8');
}

/** What breaks off is seen to break off; a client that goes away ends what is read for it. */
async function sendStream(outgoing: ServerResponse, body: ReadableStream): Promise<void> {
  const readable = Readable.fromWeb(body as WebStream, { highWaterMark: 0 });
  await pipeline(readable, outgoing).catch(() => undefined);
}

function takeRest(incoming: IncomingMessage): void {
  const timer = setTimeout(() => incoming.socket.destroySoon(), LINGER_MS).unref();
  incoming.once('close', () => clearTimeout(timer));
  incoming.once('end', () => clearTimeout(timer));
  incoming.resume();
}
