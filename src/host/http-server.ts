import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemCode } from '@/contract/problem';
import { createClientErrorListener } from './client-errors';
import { followConnections } from './connections';
import { continueWhenRead } from './expect-continue';
import { type Host, refuse, refuseConnection } from './refusal';

/** What one process takes; times in milliseconds. */
const LIMITS = {
  connections: 10_000,
  headerBytes: 16_384,
  urlBytes: 8_192,
  headersTimeout: 10_000,
  /** For headers and body; less than the deadline of an answer, which would be a 503. */
  requestTimeout: 12_000,
  /** Longer than balancers keep a connection, most for 60 s, so that they never use one that closes. */
  keepAliveTimeout: 65_000,
  /** A connection is ended when nothing moves on it for so long: streams of events have a heartbeat. */
  silenceTimeout: 60_000,
};

/**
 * An HTTP server that bounds what a client may send, hold and keep waiting; what it refuses is a
 * problem (RFC 9457) and a line in the log. A URL in absolute form is its path (RFC 9112 section 3.2.2).
 */
export function createHttpServer(
  listener: RequestListener,
  host: Host,
  changes: Partial<typeof LIMITS> = {},
): Server {
  const limits = { ...LIMITS, ...changes };
  const running = new WeakMap<Duplex, Set<ServerResponse>>();
  const refused = new WeakSet<Duplex>();

  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: limits.keepAliveTimeout,
    // Its own answer has no body.
    requireHostHeader: false,
  });
  server.timeout = limits.silenceTimeout;
  // Those past a number would be dropped without a word, and their bytes are bounded.
  server.maxHeadersCount = 0;
  // Those beyond are closed without an answer.
  server.maxConnections = limits.connections + 1_000;

  const connections = followConnections(server);
  server.on('connection', (socket) => {
    if (connections.size > limits.connections) refuseOnce(socket, 'SERVICE_UNAVAILABLE');
  });
  server.on('request', answer);
  server.on('checkExpectation', answer);
  server.on('checkContinue', (request, response) => {
    continueWhenRead(request, response);
    answer(request, response);
  });
  const onClientError = createClientErrorListener(
    (socket) => [...(running.get(socket) ?? [])],
    refuseOnce,
  );
  server.on('clientError', (error, socket) => {
    if (!refused.has(socket)) onClientError(error, socket);
  });
  return server;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (refused.has(socket)) return;
    const responses = running.get(socket) ?? new Set();
    running.set(socket, responses.add(response));
    response.once('close', () => responses.delete(response));
    const problem = judge(request, limits.urlBytes);
    if (problem) return refuse(response, problem, host);
    request.url = pathOf(request.url ?? '/');
    listener(request, response);
  }

  function refuseOnce(socket: Duplex, code: ProblemCode): void {
    if (refused.has(socket)) return;
    refused.add(socket);
    refuseConnection(socket, code, host);
  }
}

/** What a `Host` is made of (RFC 3986 section 3.2.2), with its port. */
const HOST = /^[\w.~!$&'()*+,;=:%[\]-]*$/;

/** What is wrong with a request before anybody looks at what it asks for. */
function judge(request: IncomingMessage, urlBytes: number): ProblemCode | undefined {
  const { url = '/', rawHeaders, httpVersion } = request;
  if (url.length > urlBytes) return 'URI_TOO_LONG';
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== 'host') continue;
    if (!HOST.test(rawHeaders[at + 1] ?? '')) return 'BAD_REQUEST';
    hosts += 1;
  }
  // The parser takes 0.9 and 2.0 as well, which have no such requests.
  const isRight = httpVersion === '1.1' ? hosts === 1 : httpVersion === '1.0' && hosts <= 1;
  return isRight ? undefined : 'BAD_REQUEST';
}

function pathOf(url: string): string {
  const [, path] = /^https?:\/\/[^/?]*(.*)$/i.exec(url) ?? [];
  if (path === undefined) return url;
  return path.startsWith('/') ? path : `/${path}`;
}
