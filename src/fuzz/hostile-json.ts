import * as fc from 'fast-check';
import { hostileText } from './hostile-text';

const DEEP = 6_000;

const NUMBERS = [
  ['0', '-0', '-1', '1.5', '0.1e1', '1e21', '1e999', '-1e999', '1E-400', '9007199254740993'],
  ['2147483648', '01', '+1', '.5', 'NaN', 'Infinity', '1'.repeat(400), `1${'0'.repeat(309)}`],
].flat();

const SHAPES = [
  ['null', 'true', '[]', '{}', '[[]]', '[null]', '{"a":{"b":{}}}', 'undefined', '', "'a'"],
  ['['.repeat(DEEP) + ']'.repeat(DEEP), `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['['.repeat(DEEP), '{"__proto__":{"title":"x","polluted":true}}', '[{"__proto__":null}]'],
  ['"\\ud800"', '"\\u0000"', '"\\x"', '"\u0001"', '"', '{"then":"x"}', '{"length":1e9}'],
].flat();

/** JSON of any kind, and what only looks like it. */
export const junk: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...SHAPES),
  fc.constantFrom(...NUMBERS),
  hostileText.map((text) => JSON.stringify(text)),
  fc.json({ maxDepth: 4 }),
);

/** JSON after an accident: cut, doubled, with bytes that are no UTF-8, or a mark in front. */
export function damaged(json: string): fc.Arbitrary<string | Uint8Array> {
  const bytes = Buffer.from(json);
  const insert = (at: number, ...added: number[]) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from(added), bytes.subarray(at)]);
  return fc
    .nat(bytes.length)
    .chain((at) =>
      fc.constantFrom(
        bytes.subarray(0, at),
        insert(at, 0),
        insert(at, 0xff),
        insert(at, 0xed, 0xa0, 0x80),
        insert(at, 0xc0, 0xae),
        json + json,
        `\ufeff${json}`,
        Buffer.from(json, 'utf16le'),
        `${' '.repeat(70_000)}${json}`,
      ),
    );
}
