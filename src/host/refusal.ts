import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { JSON_PROBLEM, problemOf } from '@/api/problem';
import { API_POLICY, securityHeaders } from '@/api/security-headers';
import { type ProblemCode, problemTypes } from '@/contract/problem';
import type { Services } from '@/services';

/** How long a client that was refused may go on sending: closed at once, it would not see the answer. */
const LINGER_MS = 1_000;

/** What a refusal is made with. */
export type Host = Pick<Services, 'env' | 'log'>;

/** Answers a request that nobody looks at any further with a problem, and closes the connection. */
export function refuse(
  response: ServerResponse,
  code: ProblemCode,
  host: Host,
  more: Record<string, string> = {},
): void {
  const { status, headers, body } = refusalOf(code, host);
  response.writeHead(status, { ...headers, ...more }).end(body);
}

/** The same on a connection on which no answer has begun, where there may be no request. */
export function refuseConnection(socket: Duplex, code: ProblemCode, host: Host): void {
  if (!socket.writable) return;
  const { status, headers, body } = refusalOf(code, host);
  const fields = Object.entries({ date: new Date().toUTCString(), ...headers });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** The problem, with the headers of the API, and a line in the log, as each answer of the API has one. */
function refusalOf(code: ProblemCode, { env, log }: Host) {
  const requestId = crypto.randomUUID();
  const body = JSON.stringify(problemOf({ code }, env.BETTER_AUTH_URL, requestId));
  const { status } = problemTypes[code];
  log.info({ requestId, code, status });
  const headers = {
    'content-type': JSON_PROBLEM,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Origin',
    'x-request-id': requestId,
    'content-security-policy': API_POLICY,
    ...securityHeaders(env),
    ...(status === 503 && { 'retry-after': '5' }),
    connection: 'close',
  };
  return { status, headers, body };
}
