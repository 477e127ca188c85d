import * as fc from 'fast-check';
import type { Cast } from './target';

const SMALL = [
  ['\r\n', '\n', '\r', '\0', ' ', '\t', ':', ',', '%', '\\', '/../', '\x7f', '\xff', '\xc0\xae'],
  [' HTTP/1.1', ' HTTP/1.0', ' HTTP/0.9', ' HTTP/2.0', 'GET ', 'POST ', 'CONNECT ', 'get '],
  ['\r\n\r\n', '0\r\n\r\n', '5\r\nhello\r\n', '5;x=y\r\n', '0x5\r\n', '00000000005\r\n'],
  ['ffffffffffffffff\r\n', '-1\r\n'],
].flat();

const LINES = [
  ['Content-Length: 5', 'Content-Length: 0', 'Content-Length: -1', 'Content-Length: 5, 5'],
  ['Content-Length : 5', 'Transfer-Encoding: chunked', 'Transfer-Encoding: xchunked'],
  ['Transfer-Encoding: chunked, identity', 'Transfer-Encoding:\x0bchunked', ' folded', '\tfolded'],
  ['Host: x', 'Host: a@b', 'Host:', ': x', 'x', 'X: \0', 'X: \xff\xfe', 'X\xff: x', 'X: \r'],
  ['Connection: keep-alive', 'Connection: upgrade\r\nUpgrade: h2c', 'Expect: 100-continue'],
  ['Expect: x', 'X: a\nY: b', `X: ${'x'.repeat(20_000)}`, 'x:y\r\n'.repeat(2_500)],
]
  .flat()
  .map((line) => `${line}\r\n`);

/** What speaks other protocols. */
const FOREIGN = [
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x12\x04\0\0\0\0\0',
  '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03',
  'GET /api/healthz\r\n',
  'SSH-2.0-x\r\n',
  'PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n',
  '\0'.repeat(100),
  '\r\n'.repeat(1_000),
];
/** What is asked for when everything else has been said; it ends the connection. */
const LAST = '\r\n\r\nGET /api/healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

/** One byte is one character. */
type Edit = (text: string) => string;

/** Requests with small damage in their bytes, one behind the other, and what speaks no HTTP at all. */
export function byteStreams(cast: Cast): fc.Arbitrary<Buffer> {
  const request = fc.tuple(fc.constantFrom(...requestsOf(cast)), fc.array(edit, { maxLength: 4 }));
  const damaged = request.map(([text, edits]) => edits.reduce((now, change) => change(now), text));
  const part = fc.oneof(
    { arbitrary: damaged, weight: 12 },
    { arbitrary: fc.constantFrom(...FOREIGN), weight: 1 },
    { arbitrary: fc.uint8Array({ maxLength: 60 }).map(latin1), weight: 1 },
  );
  return fc
    .array(part, { minLength: 1, maxLength: 3 })
    .map((parts) => Buffer.from(parts.join('') + LAST, 'latin1'));
}

/** Requests that break off somewhere. */
export function halfRequests(cast: Cast): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...requestsOf(cast)), fc.integer({ min: 1, max: 1_000 }))
    .map(([text, at]) => Buffer.from(text.slice(0, 1 + (at % (text.length - 1))), 'latin1'));
}

const place = fc.nat(1_000);

/** Puts something in at the beginning of a line or anywhere, takes something out, repeats or changes it. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...LINES, ...SMALL)).map(([at, text]) => (now: string) => {
    const lines = now.split('\r\n');
    const index = 1 + (at % lines.length);
    return [...lines.slice(0, index), text + (lines[index] ?? ''), ...lines.slice(index + 1)].join(
      '\r\n',
    );
  }),
  splice((_removed, [added]) => added),
  splice(() => ''),
  splice((removed) => removed + removed),
  splice((removed, [, byte]) => removed.slice(1) + byte),
);

function splice(change: (removed: string, added: [string, string]) => string): fc.Arbitrary<Edit> {
  const added = fc.tuple(
    fc.constantFrom(...SMALL),
    fc.nat(255).map((code) => String.fromCharCode(code)),
  );
  return fc.tuple(place, fc.nat(12), added).map(([where, length, text]) => (now) => {
    const at = where % (now.length + 1);
    return now.slice(0, at) + change(now.slice(at, at + length), text) + now.slice(at + length);
  });
}

function requestsOf({ me, victim }: Cast): string[] {
  const json = '{"title":"Buy milk"}';
  const own = `Host: localhost\r\nAuthorization: Bearer ${me.token}\r\n`;
  const typed = `${own}Content-Type: application/json\r\n`;
  return [
    `GET /api/${me.id}/tasks HTTP/1.1\r\n${own}\r\n`,
    `GET /api/${victim.id}/tasks HTTP/1.1\r\n${own}\r\n`,
    `GET http://localhost/api/healthz HTTP/1.1\r\n${own}\r\n`,
    `GET /api/trpc/tasks.list?input=%7B%7D HTTP/1.1\r\n${own}\r\n`,
    `POST /api/${me.id}/tasks HTTP/1.1\r\n${typed}Content-Length: ${json.length}\r\n\r\n${json}`,
    `POST /api/${me.id}/tasks HTTP/1.1\r\n${typed}Transfer-Encoding: chunked\r\n\r\n14\r\n${json}\r\n0\r\n\r\n`,
    `POST /api/auth/sign-out HTTP/1.1\r\n${typed}Content-Length: 2\r\n\r\n{}`.replace(
      me.token,
      'x',
    ),
  ];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
