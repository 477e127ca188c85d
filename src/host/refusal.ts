import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { JSON_PROBLEM, problemOf } from '@/api/problem';
import { type ProblemCode, problemTypes } from '@/contract/problem';

/** How long a client that was refused may go on sending: closed at once, it would not see the answer. */
const LINGER_MS = 1_000;

/** A problem before there is a request that procedures could answer, or without looking at it; it ends the connection. */
export interface Refusal {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The refusal by a type of problem, whose page is under `baseUrl`. */
export function refusalOf(code: ProblemCode, baseUrl: string): Refusal {
  const requestId = crypto.randomUUID();
  const body = JSON.stringify(problemOf({ code }, baseUrl, requestId));
  const { status } = problemTypes[code];
  const headers = {
    'content-type': JSON_PROBLEM,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Origin',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...(status === 503 && { 'retry-after': '5' }),
    connection: 'close',
  };
  return { status, headers, body };
}

/** Answers a request whose body nobody reads. */
export function refuse(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, headers).end(body);
}

/** Answers on a connection on which no answer has begun, and closes it. */
export function refuseConnection(socket: Duplex, { status, headers, body }: Refusal): void {
  if (!socket.writable) return;
  const fields = Object.entries({ date: new Date().toUTCString(), ...headers });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}
