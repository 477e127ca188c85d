import { z } from 'zod';

/** The error of a value of the wrong type: `is required` when it is absent, else `must be …`. */
export function mustBe(kind: string) {
  return {
    error: (issue: { input?: unknown }) =>
      issue.input === undefined ? 'is required' : `must be ${kind}`,
  };
}

/** A string without NUL and lone surrogates, of at most `max` Unicode code points. */
export function text(max: number) {
  return bounded(z.string(mustBe('a string')), max);
}

/** A `text` that is trimmed first and has to hold something then. */
export function label(max: number) {
  return bounded(z.string(mustBe('a string')).trim(), max)
    .refine((value) => value !== '', 'must not be blank')
    .meta({ minLength: 1, maxLength: max, pattern: String.raw`\S` });
}

/** Whether PostgreSQL can hold the text: it refuses NUL, and a lone surrogate would become another character. */
export function isStorable(value: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(value);
}

function bounded(string: z.ZodString, max: number) {
  return string
    .refine(isStorable, 'must not contain NUL or lone surrogates')
    .refine((value) => hasAtMost(max, value), `must be at most ${max} characters`)
    .meta({ maxLength: max });
}

/** JSON Schema and the contract count code points; a code point is one or two UTF-16 units. */
function hasAtMost(max: number, value: string): boolean {
  return value.length <= max || (value.length <= 2 * max && [...value].length <= max);
}
