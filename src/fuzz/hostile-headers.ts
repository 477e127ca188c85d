import * as fc from 'fast-check';
import { asHeader, hostileText } from './hostile-text';

const ETAGS = [
  '*',
  '"1"',
  'W/"1"',
  '"1", "2"',
  '"',
  '""',
  '1',
  ',',
  '"1',
  '"a"b"',
  '"1",'.repeat(900),
];
const CURSORS = ['', 'WyJhIl0', 'W10', 'bnVsbA', 'x'.repeat(201), '=', '-1', '0'];

/** Values that are right, nearly right and absurd, by the names of the headers. */
const VALUES: Record<string, string[]> = {
  'If-Match': ETAGS,
  'If-None-Match': ETAGS,
  'Idempotency-Key': [
    'k',
    '"k"',
    '"',
    '""',
    '"\\""',
    ':a2V5:',
    'a b',
    'x'.repeat(255),
    'x'.repeat(256),
  ],
  'Last-Event-ID': CURSORS,
  'Content-Type': [
    'application/json; charset=utf-16',
    'APPLICATION/JSON',
    'application/json, text/plain',
    'application/json\u00e9',
    'application/jsonp',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'text/plain',
    ';',
    '',
  ],
  'X-Request-Id': ['sane-1', 'x'.repeat(129), '<b>', '__proto__', '', 'a b'],
  'X-Client-IP': ['127.0.0.1', '::1', 'x'],
  'X-Forwarded-For': ['10.0.0.1', ','.repeat(500), 'unknown', '[::1]:80'],
  'X-Forwarded-Host': ['evil.example', 'a b', '@'],
  'X-Forwarded-Proto': ['https', 'javascript', 'x'],
  'X-HTTP-Method-Override': ['DELETE'],
  'Trpc-Accept': ['application/jsonl', 'text/event-stream'],
  'X-Trpc-Source': ['\u00e9'],
  Accept: ['text/event-stream', 'text/html', 'application/xml;q=1', '*/*;q=0', ',', ''],
  'Accept-Encoding': ['gzip, br', 'identity;q=0', '*;q=0'],
  'Content-Encoding': ['gzip', 'br', 'x'],
  Cookie: [
    'a=b',
    '=',
    ';;;',
    '__proto__=x',
    'better-auth.session_token=x.y',
    'a=%',
    'x'.repeat(4_000),
  ],
  Origin: [
    'http://localhost:3000',
    'null',
    'https://evil.example',
    'x',
    '*',
    'http://localhost:3000, x',
  ],
  Referer: ['http://localhost:3000/', 'https://evil.example/', 'x'],
  Range: ['bytes=0-1', 'bytes=-1', 'items=0-5'],
  Expect: ['100-continue'],
  Prefer: ['return=minimal'],
  'Access-Control-Request-Method': ['DELETE', 'x'],
  'Access-Control-Request-Headers': ['authorization', ','.repeat(500)],
  Authorization: [
    'Bearer',
    'Bearer ',
    'Bearer a.b.c',
    'Basic YTpi',
    'bearer  x',
    'x'.repeat(8_000),
  ],
  Priority: ['u=1'],
  Te: ['trailers'],
  Via: ['1.1 x'],
  ['__proto__']: ['x'],
  constructor: ['x'],
};

const header: fc.Arbitrary<[string, string]> = fc
  .constantFrom(...Object.entries(VALUES))
  .chain(([name, values]) =>
    fc
      .oneof(
        { arbitrary: fc.constantFrom(...values), weight: 4 },
        { arbitrary: hostileText.map(asHeader), weight: 1 },
      )
      .map((value): [string, string] => [name, value]),
  );

/** A few headers beside those that a request needs. */
export const hostileHeaders: fc.Arbitrary<[string, string][]> = fc.oneof(
  { arbitrary: fc.constant<[string, string][]>([]), weight: 2 },
  { arbitrary: fc.array(header, { maxLength: 4 }), weight: 1 },
);

/** Headers as an object, whatever they are called; a name given twice stands in two lines. */
export function headersOf(entries: [string, string][]): Record<string, string[]> {
  const headers = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of entries) headers[name] = [...(headers[name] ?? []), value];
  return headers;
}
