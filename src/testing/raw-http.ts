import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import pino from 'pino';
import { expect, onTestFinished } from 'vitest';
import { Problem, type ProblemCode, problemTypes } from '@/contract/problem';
import { parseEnv } from '@/env';
import { createHttpServer } from '@/host/http-server';
import type { Host } from '@/host/refusal';

/** The one header that a request needs. */
export const HOST = 'Host: localhost\r\n';

/** What a server without services is made with. */
export const host: Host = {
  env: parseEnv({ BETTER_AUTH_URL: 'https://tasks.example.com' }),
  log: pino({ level: 'silent' }),
};

/** An HTTP server with a listener of a test; it ends with the test. */
export async function serve(
  listener: (...args: Parameters<RequestListener>) => unknown,
  limits?: Parameters<typeof createHttpServer>[2],
  madeWith = host,
): Promise<Server> {
  const server = createHttpServer(listener, madeWith, limits);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return server;
}

/** Reads the whole body, then answers; a body that breaks off is answered by nobody. */
export const readBody: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => response.end(`read: ${Buffer.concat(chunks).toString()}`));
  request.on('error', () => response.destroy());
};

/** A connection that is open, and what came over it. */
export async function open(server: Server) {
  const { port } = server.address() as AddressInfo;
  const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  // Writing to a connection that was cut off is what some of these tests are about.
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const ended = new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, ended, closed, received: () => received };
}

/** The whole answer to a request on a connection of its own. */
export async function ask(server: Server): Promise<string> {
  const { socket, ended, received } = await open(server);
  socket.write(`GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  await ended;
  socket.destroy();
  return received();
}

/** What the problem says that is the whole of an answer, and how it is sent. */
export function problemIn(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  const [line = '', ...fields] = head.split('\r\n');
  const pairs = fields.map((field) => field.split(': '));
  const headers = Object.fromEntries(
    pairs.map(([name = '', value]) => [name.toLowerCase(), value]),
  );
  const { status, code, type } = Problem.parse(JSON.parse(body));
  const isWhole = headers['content-length'] === String(body.length);
  return { line: line.slice(0, 12), headers, isWhole, status, code, type };
}

/** The same of a refusal as it should be. */
export function problem(code: ProblemCode) {
  const { status, slug } = problemTypes[code];
  return {
    line: `HTTP/1.1 ${status}`,
    isWhole: true,
    status,
    code,
    type: `https://tasks.example.com/problems/${slug}`,
    headers: expect.objectContaining({
      'content-type': 'application/problem+json',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      connection: 'close',
      'x-request-id': expect.any(String),
      date: expect.any(String),
    }),
  };
}
