import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '@/contract/problem';
import { createTestServer, type TestServer } from '@/testing/http';
import { converse } from './connection';
import { readAnswers } from './http-text';

/** What an attacker wants to be taken for a request, or for the beginning of another's. */
const INNER = 'GET /api/smuggled HTTP/1.1\r\nHost: x\r\nX-Request-Id: smuggled\r\n\r\n';
const CHUNKED = 'Transfer-Encoding: chunked';
const BODY = `0\r\n\r\n${INNER}`;

/** One for the whole connection, or none where it is closed without a word. */
const REFUSALS = [
  [],
  [{ status: 400, code: 'BAD_REQUEST', connection: 'close', isSmuggled: false }],
];

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer();
});

afterAll(() => server.close());

test.each([
  ['a length and chunks', ['Content-Length: 5', CHUNKED]],
  ['chunks and a length', [CHUNKED, 'Content-Length: 5']],
  ['two lengths', ['Content-Length: 5', 'Content-Length: 75']],
  ['two equal lengths', ['Content-Length: 5', 'Content-Length: 5']],
  ['a list of lengths', ['Content-Length: 5, 5']],
  ['a negative length', ['Content-Length: -1']],
  ['a length with a sign', ['Content-Length: +5']],
  ['a hexadecimal length', ['Content-Length: 0x5']],
  ['a length past 64 bits', ['Content-Length: 18446744073709551621']],
  ['an empty length', ['Content-Length: ']],
  ['a space before the colon', ['Content-Length : 5']],
  ['a space before the colon of chunks', ['Transfer-Encoding : chunked']],
  ['an unknown coding', ['Transfer-Encoding: xchunked']],
  ['chunks that are not the last coding', ['Transfer-Encoding: chunked, identity']],
  ['chunks twice', ['Transfer-Encoding: chunked, gzip', 'Content-Length: 5']],
  ['a vertical tab before a coding', ['Transfer-Encoding:\x0bchunked']],
  ['NUL in a coding', ['Transfer-Encoding: chunked\0']],
  ['a folded line', ['X: y', ' z']],
  ['a folded coding', ['Transfer-Encoding:', ' chunked', 'Content-Length: 5']],
  ['a folded line in front', [' Content-Length: 5', CHUNKED]],
  ['a header without a name', [': x']],
  ['a header without a colon', ['Content-Length 5']],
  ['NUL in a value', ['X: a\0b']],
  ['NUL in a name', ['X\0: a']],
  ['a line feed alone', ['X: a\nContent-Length: 5']],
  ['a carriage return alone', ['X: a\rContent-Length: 5']],
  ['bytes past ASCII in a name', ['X\xff: a']],
])('%s: a request is refused, and nothing in it is another', async (_name, lines) => {
  const head = ['POST /api/nowhere HTTP/1.1', 'Host: localhost', ...lines].join('\r\n');
  expect(REFUSALS).toContainEqual(await answersTo(`${head}\r\n\r\n${BODY}`));
});

test.each(['g', '-1', '+1', '0x1', ' 1', '1 ', '1;\n', '11111111111111111', '', '\n', '1_0'])(
  'a chunk of the size %j is refused',
  async (size) => {
    const head = `POST /api/auth/ok HTTP/1.1\r\nHost: localhost\r\n${CHUNKED}\r\n\r\n`;
    expect(REFUSALS).toContainEqual(await answersTo(`${head}${size}\r\nx\r\n${BODY}`));
  },
);

test.each([
  ['no host', 'GET /api/healthz HTTP/1.1\r\n'],
  ['a version that is none', 'GET /api/healthz HTTP/1.9\r\nHost: x\r\n'],
  ['HTTP/0.9', 'GET /api/healthz\r\n'],
  ['HTTP/0.9 with a host', 'GET /api/healthz HTTP/0.9\r\nHost: x\r\n'],
  ['HTTP/2 in the words of HTTP/1', 'GET /api/healthz HTTP/2.0\r\nHost: x\r\n'],
  ['two hosts', 'GET /api/healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n'],
  ['the hello of TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
  ['a method in lower case', 'get /api/healthz HTTP/1.1\r\nHost: x\r\n'],
  ['a method of ours', 'TANDEM /api/healthz HTTP/1.1\r\nHost: x\r\n'],
  ['a path without a slash', 'GET api/healthz HTTP/1.1\r\nHost: x\r\n'],
  ['NUL in a path', 'GET /api/\0 HTTP/1.1\r\nHost: x\r\n'],
  ['a space in a path', 'GET /api/ x HTTP/1.1\r\nHost: x\r\n'],
  ['a line feed in a path', 'GET /api/\nx HTTP/1.1\r\nHost: x\r\n'],
  ['bytes past ASCII in a path', 'GET /api/\xff\xfe HTTP/1.1\r\nHost: x\r\n'],
  ['an authority where there is no tunnel', 'CONNECT localhost:22 HTTP/1.1\r\nHost: x\r\n'],
])('%s is refused, and ends the connection', async (_name, begin) => {
  expect(REFUSALS).toContainEqual(await answersTo(`${begin}\r\n${INNER}`));
});

/** The server closes the connection by itself. */
async function answersTo(text: string): Promise<object[]> {
  const { bytes } = await converse(server.port, [Buffer.from(text, 'latin1')]);
  return readAnswers(bytes).map(({ status, headers, json }) => ({
    status,
    code: (json as Problem | undefined)?.code,
    connection: headers.connection?.toLowerCase(),
    isSmuggled: headers['x-request-id'] === 'smuggled',
  }));
}
