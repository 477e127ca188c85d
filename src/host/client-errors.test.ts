import { expect, onTestFinished, test } from 'vitest';
import type { ProblemCode } from '@/contract/problem';
import { HOST, open, problem, problemIn, readBody, serve } from '@/testing/raw-http';

test.each<[string, string, ProblemCode]>([
  ['no HTTP', 'EHLO mail.example.com\r\n\r\n', 'BAD_REQUEST'],
  ['an encrypted greeting', '\u0016\u0003\u0001\u0000\u0001', 'BAD_REQUEST'],
  ['a bad version', `GET / HTTP/9.9\r\n${HOST}\r\n`, 'BAD_REQUEST'],
  ['a version without headers', `GET / HTTP/0.9\r\n${HOST}\r\n`, 'BAD_REQUEST'],
  ['a version of frames', `GET / HTTP/2.0\r\n${HOST}\r\n`, 'BAD_REQUEST'],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 'BAD_REQUEST'],
  ['two hosts', `GET / HTTP/1.1\r\n${HOST}host: evil.example\r\n\r\n`, 'BAD_REQUEST'],
  ['a space in a name', `GET / HTTP/1.1\r\n${HOST}A b: c\r\n\r\n`, 'BAD_REQUEST'],
  ['NUL in a header', `GET / HTTP/1.1\r\n${HOST}A: \0\r\n\r\n`, 'BAD_REQUEST'],
  [
    'two lengths',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    'BAD_REQUEST',
  ],
  [
    'a length and chunks',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'BAD_REQUEST',
  ],
  [
    'a chunk that is none',
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    'BAD_REQUEST',
  ],
  [
    'a chunk with a long extension',
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\n`,
    'PAYLOAD_TOO_LARGE',
  ],
  ['a long URL', `GET /${'a'.repeat(8_192)} HTTP/1.1\r\n${HOST}\r\n`, 'URI_TOO_LONG'],
  [
    'a long header',
    `GET / HTTP/1.1\r\n${HOST}A: ${'a'.repeat(16_384)}\r\n\r\n`,
    'REQUEST_HEADER_FIELDS_TOO_LARGE',
  ],
  [
    'many headers',
    `GET / HTTP/1.1\r\n${HOST}${'A: b\r\n'.repeat(10_000)}\r\n`,
    'REQUEST_HEADER_FIELDS_TOO_LARGE',
  ],
])('%s is answered with a problem, and the connection ends', async (_, text, code) => {
  const client = await open(await serve(readBody));
  client.socket.write(text, 'latin1');
  await client.ended;
  expect(problemIn(client.received())).toMatchObject(problem(code));
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
  expect(problemIn(client.received())).toMatchObject(problem('TIMEOUT'));
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
  await expect.poll(() => answers.length).toBe(1);
  answers[0]?.();
  await client.ended;
  const [first, second = ''] = client.received().split(/(?<=first)/);
  expect(first).toContain('HTTP/1.1 200 OK');
  expect(problemIn(second)).toMatchObject(problem('BAD_REQUEST'));
});

test('nothing is written into an answer that has begun', async () => {
  const server = await serve((_, response) => response.write('begun'));
  const client = await open(server);
  client.socket.write(`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`);
  await expect.poll(client.received).toContain('begun');
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
  expect(problemIn(client.received())).toMatchObject(problem('BAD_REQUEST'));
});
