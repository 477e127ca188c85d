import * as fc from 'fast-check';

/** Names that every object of JavaScript knows, or that we set ourselves. */
const NAMES = [
  ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then'],
  ['toJSON', 'length', 'id', 'user_id', 'version', 'created_at', 'op', '0', '', 'a.b', 'a[]'],
  ['__proto__[x]', 'constructor.prototype', '$ref', '\0', 'é', '😀'],
].flat();

const TEXTS = [
  ['', ' ', '\0', 'a\0b', '\ud800', 'a\udc00b', '\udc00\ud800', '\ufeff', '\u202egnp', '\u2028'],
  ['e\u0301', 'ﬁ', 'İ', 'ẞ', '👨‍👩‍👧‍👦', '\u{10ffff}', '\uffff', '\u0085', '\u00a0', '\u200b'],
  ["'; drop table tasks; --", '" or 1=1', '\\', '%', '%_', '%00', '%c0%ae', '../../etc/passwd'],
  ['{{7*7}}', '<script>alert(1)</script>', 'a\r\nSet-Cookie: a=b', 'null', 'NaN', 'true', '-1'],
  ['x'.repeat(201), '😀'.repeat(201), 'x'.repeat(1_001), 'x'.repeat(4_000), '\0'.repeat(300)],
  ['1e3', '007', ' 1', '+1', '0x10', '١', '1_000', '9007199254740993', '1'.repeat(400)],
].flat();

/** A name that a parser or an object might take for one of its own. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...NAMES), weight: 4 },
  { arbitrary: fc.string({ maxLength: 8 }), weight: 1 },
);

/** Text that is hard to keep, to encode, to compare or to print. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...TEXTS, ...NAMES), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 1 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }), weight: 1 },
);

/** Text as a part of a URL: percent-encoded, lone surrogates as their three bytes. */
export function encode(text: string): string {
  return text.replaceAll(/\p{Surrogate}|[^\p{Surrogate}]+/gu, (part) =>
    /\p{Surrogate}/u.test(part) ? '%ED%A0%80' : encodeURIComponent(part),
  );
}

/** Text as the value of a header: without what would end it. */
export function asHeader(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').trim();
}

/** The first more often than the second. */
export function mostly<T>(right: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 14) {
  return fc.oneof({ arbitrary: right, weight }, { arbitrary: odd, weight: 1 });
}
