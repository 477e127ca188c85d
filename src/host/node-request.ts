import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiRequest, FieldReader } from '@/api/request';

/** Targets that a URL has as they are. */
const PLAIN = /^(\/[\w/-]*)(\?[\w=&%+.,:~-]*)?$/;
/** Where a target leads that is none. */
const NOWHERE = { path: '/api/', search: '' };

/** The request that Node has read the head of; what is seldom asked for is made then. */
export function fromNode(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  addressOf: (incoming: IncomingMessage) => string | undefined,
): ApiRequest {
  const { path, search } = resolve(incoming.url) ?? NOWHERE;
  let controller: AbortController | undefined;
  return {
    method: incoming.method ?? 'GET',
    path,
    search,
    headers: readerOf(incoming.rawHeaders),
    // Functions, as the engine makes a hidden class, long-lived, for each object with getters of its own.
    signal: () => (controller ??= abortedWithout(outgoing)).signal,
    clientAddress: () => addressOf(incoming),
    readBody: (most) => readBody(incoming, most),
    toHeaders: () => toHeaders(incoming.rawHeaders),
  };
}

/** The path and the query that the target of a request is resolved to (URL standard); undefined if to none. */
export function resolve(target = '/'): { path: string; search: string } | undefined {
  const plain = PLAIN.exec(target);
  if (plain) return { path: plain[1] ?? '/', search: plain[2] ?? '' };
  const url = target.startsWith('/') ? `http://localhost${target}` : target;
  // The standard takes a backslash for a slash, which others do not.
  if (!URL.canParse(url) || /^[^?]*\\/.test(target)) return undefined;
  const { pathname, search } = new URL(url);
  return { path: pathname, search };
}

function readerOf(raw: string[]): FieldReader {
  return { get, has: (name) => get(name) !== null };

  function get(name: string): string | null {
    let value: string | null = null;
    for (let at = 0; at < raw.length; at += 2) {
      const sent = raw[at] ?? '';
      if (sent.length !== name.length || sent.toLowerCase() !== name.toLowerCase()) continue;
      value = value === null ? (raw[at + 1] ?? '') : `${value}, ${raw[at + 1]}`;
    }
    return value;
  }
}

function toHeaders(raw: string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  return headers;
}

function abortedWithout(outgoing: ServerResponse): AbortController {
  const controller = new AbortController();
  const { socket } = outgoing.req;
  const abort = () => controller.abort();
  if (outgoing.closed || socket.destroyed) abort();
  // An answer that waits for those before it is not told that its connection closes.
  socket.once('close', abort);
  outgoing.once('close', () => {
    socket.off('close', abort);
    abort();
  });
  return controller;
}

const NOTHING = new Uint8Array();

/** A body that came with the head is there by now; what follows once there is too much is left to whoever answers. */
async function readBody(incoming: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  if (!incoming.complete) return collect(incoming, most);
  const bytes = (incoming.read() as Buffer | null) ?? NOTHING;
  return bytes.length > most ? undefined : bytes;
}

function collect(incoming: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  return new Promise((take, reject) => {
    const breakOff = () => reject(new Error('The client has gone'));
    if (incoming.destroyed) return breakOff();
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', function keep(chunk: Buffer) {
      length += chunk.length;
      if (length <= most) return void chunks.push(chunk);
      incoming.off('data', keep).pause();
      take(undefined);
    });
    incoming.once('end', () => {
      incoming.off('close', breakOff);
      take(Buffer.concat(chunks));
    });
    incoming.once('error', reject);
    incoming.once('close', breakOff);
  });
}
