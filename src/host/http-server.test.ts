import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Problem, type ProblemCode, problemTypes } from '@/contract/problem';
import { createHttpServer } from './http-server';

const POLL = { interval: 10, timeout: 15_000 };
const HOST = 'Host: localhost\r\n';

type Limits = Parameters<typeof createHttpServer>[2];

test.each<[string, string, number, ProblemCode]>([
  ['no HTTP', 'EHLO mail.example.com\r\n\r\n', 400, 'BAD_REQUEST'],
  ['an encrypted greeting', '\u0016\u0003\u0001\u0000\u0001', 400, 'BAD_REQUEST'],
  ['a bad version', `GET / HTTP/9.9\r\n${HOST}\r\n`, 400, 'BAD_REQUEST'],
  ['a version without headers', `GET / HTTP/0.9\r\n${HOST}\r\n`, 400, 'BAD_REQUEST'],
  ['a version of frames', `GET / HTTP/2.0\r\n${HOST}\r\n`, 400, 'BAD_REQUEST'],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400, 'BAD_REQUEST'],
  ['two hosts', `GET / HTTP/1.1\r\n${HOST}host: evil.example\r\n\r\n`, 400, 'BAD_REQUEST'],
  ['a space in a name', `GET / HTTP/1.1\r\n${HOST}A b: c\r\n\r\n`, 400, 'BAD_REQUEST'],
  ['NUL in a header', `GET / HTTP/1.1\r\n${HOST}A: \0\r\n\r\n`, 400, 'BAD_REQUEST'],
  [
    'two lengths',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    400,
    'BAD_REQUEST',
  ],
  [
    'a length and chunks',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    'BAD_REQUEST',
  ],
  [
    'a chunk that is none',
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    400,
    'BAD_REQUEST',
  ],
  [
    'a chunk with a long extension',
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\n`,
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  ['a long URL', `GET /${'a'.repeat(8_192)} HTTP/1.1\r\n${HOST}\r\n`, 414, 'URI_TOO_LONG'],
  [
    'a long header',
    `GET / HTTP/1.1\r\n${HOST}A: ${'a'.repeat(16_384)}\r\n\r\n`,
    431,
    'REQUEST_HEADER_FIELDS_TOO_LARGE',
  ],
  [
    'many headers',
    `GET / HTTP/1.1\r\n${HOST}${'A: b\r\n'.repeat(10_000)}\r\n`,
    431,
    'REQUEST_HEADER_FIELDS_TOO_LARGE',
  ],
])('%s is answered with a problem, and the connection ends', async (_, text, status, code) => {
  const client = await open(await serve(readBody));
  client.socket.write(text, 'latin1');
  await client.ended;
  expect(problemIn(client.received())).toMatchObject(problem(status, code));
});

test.each([
  ['a URL', `GET /${'a'.repeat(8_191)} HTTP/1.1\r\n${HOST}\r\n`],
  ['headers', `GET / HTTP/1.1\r\n${HOST}A: ${'a'.repeat(16_000)}\r\n\r\n`],
  ['many headers', `GET / HTTP/1.1\r\n${HOST}${'A: b\r\n'.repeat(2_100)}\r\n`],
])('%s just short enough are answered', async (_, text) => {
  const client = await open(await serve(readBody));
  client.socket.write(text);
  await expect.poll(client.received, POLL).toContain('HTTP/1.1 200 OK');
});

test.each([
  ['its headers', { headersTimeout: 200 }, `GET / HTTP/1.1\r\n${HOST}`],
  [
    'its body',
    { headersTimeout: 200, requestTimeout: 300 },
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 9\r\n\r\n{`,
  ],
])('a request that keeps %s back is a 408', async (_, limits, text) => {
  const client = await open(await serve(readBody, limits));
  client.socket.write(text);
  await client.ended;
  expect(problemIn(client.received())).toMatchObject(problem(408, 'TIMEOUT'));
});

test('a connection that was opened in advance is closed without a word', async () => {
  const client = await open(await serve(readBody, { headersTimeout: 200 }));
  await client.ended;
  expect(client.received()).toBe('');
});

test('what is no HTTP behind a request is answered after it', async () => {
  const answers: (() => void)[] = [];
  const server = await serve((_, response) => answers.push(() => response.end('first')));
  const client = await open(server);
  client.socket.write(`GET / HTTP/1.1\r\n${HOST}\r\nno HTTP\r\n\r\n`);
  await expect.poll(() => answers.length, POLL).toBe(1);
  answers[0]?.();
  await client.ended;
  const [first, second = ''] = client.received().split(/(?<=first)/);
  expect(first).toContain('HTTP/1.1 200 OK');
  expect(problemIn(second)).toMatchObject(problem(400, 'BAD_REQUEST'));
});

test('nothing is written into an answer that has begun', async () => {
  const server = await serve((_, response) => response.write('begun'));
  const client = await open(server);
  client.socket.write(`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`);
  await expect.poll(client.received, POLL).toContain('begun');
  client.socket.write('zz\r\n');
  await client.ended;
  expect(client.received()).toMatch(/\r\n5\r\nbegun\r\n$/);
});

test('a client that goes on sending after a refusal is cut off', async () => {
  const client = await open(await serve(readBody));
  client.socket.write('no HTTP\r\n\r\n');
  await client.ended;
  const flood = setInterval(() => client.socket.write('more\r\n'), 5);
  onTestFinished(() => clearInterval(flood));
  await client.closed;
  expect(problemIn(client.received())).toMatchObject(problem(400, 'BAD_REQUEST'));
});

test('one connection too many is told so, and its place is free when another ends', async () => {
  const patient = { headersTimeout: 60_000, requestTimeout: 60_000 };
  const server = await serve(readBody, { connections: 2, ...patient });
  const [first, second] = [await open(server), await open(server)];
  const third = await ask(server);
  expect(problemIn(third)).toMatchObject(problem(503, 'SERVICE_UNAVAILABLE'));
  expect(third).toContain('\r\nretry-after: 5\r\n');

  first.socket.destroy();
  await expect.poll(() => ask(server), POLL).toContain('HTTP/1.1 200 OK');
  second.socket.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  await expect.poll(second.received, POLL).toContain('HTTP/1.1 200 OK');
});

test.each([
  ['http://tandem.example/sign-up?x=1', '/sign-up?x=1'],
  ['HTTPS://tandem.example:8443/a%2Fb/', '/a%2Fb/'],
  ['http://tandem.example', '/'],
  ['http://tandem.example?x=1', '/?x=1'],
  ['/http://tandem.example/', '/http://tandem.example/'],
])('the URL %s is %s', async (url, path) => {
  const client = await open(await serve((request, response) => response.end(`<${request.url}>`)));
  client.socket.write(`GET ${url} HTTP/1.1\r\n${HOST}\r\n`);
  await expect.poll(client.received, POLL).toContain(`<${path}>`);
});

test('a body is asked for when somebody reads it', async () => {
  const client = await open(await serve(readBody));
  client.socket.write(
    `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
  );
  await expect.poll(client.received, POLL).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  client.socket.write('body');
  await expect.poll(client.received, POLL).toContain('read: body');
  expect(client.received()).toContain('Connection: keep-alive');
});

test('a body that nobody reads is not asked for, and the connection ends', async () => {
  const server = await serve((_, response) => response.writeHead(401).end());
  const client = await open(server);
  client.socket.write(
    `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
  );
  await client.ended;
  expect(client.received()).toMatch(/^HTTP\/1\.1 401 /);
  expect(client.received()).toContain('Connection: close');
});

test('a body that is read when the answer has begun is not asked for', async () => {
  const server = await serve((request, response) => {
    response.write('begun');
    readBody(request, response);
  });
  const client = await open(server);
  client.socket.write(
    `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\nbody`,
  );
  await client.ended;
  expect(client.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*begun[^]*read: body/);
  expect(client.received()).not.toContain('100 Continue');
});

test('an expectation that nobody knows is not met, and does no harm', async () => {
  const client = await open(await serve(readBody));
  client.socket.write(`GET / HTTP/1.1\r\n${HOST}Expect: miracles\r\n\r\n`);
  await expect.poll(client.received, POLL).toContain('HTTP/1.1 200 OK');
});

async function serve(listener: (...args: Parameters<RequestListener>) => unknown, limits?: Limits) {
  const server = createHttpServer(listener, 'https://tasks.example.com', limits);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return server;
}

/** Reads the whole body, then answers; a body that breaks off is answered by nobody. */
const readBody: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => response.end(`read: ${Buffer.concat(chunks).toString()}`));
  request.on('error', () => response.destroy());
};

/** A connection that is open, and what came over it. */
async function open(server: Server) {
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
async function ask(server: Server): Promise<string> {
  const { socket, ended, received } = await open(server);
  socket.write(`GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  await ended;
  socket.destroy();
  return received();
}

/** What the problem says that is the whole of an answer, and how it is sent. */
function problemIn(answer: string) {
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

function problem(status: number, code: ProblemCode) {
  const { slug } = problemTypes[code];
  return {
    line: `HTTP/1.1 ${status}`,
    isWhole: true,
    status,
    code,
    type: `https://tasks.example.com/problems/${slug}`,
    headers: expect.objectContaining({
      'content-type': 'application/problem+json',
      connection: 'close',
      'x-request-id': expect.any(String),
      date: expect.any(String),
    }),
  };
}
