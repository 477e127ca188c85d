import * as fc from 'fast-check';
import { NO_TASK } from './roles';

export type Fields = Record<string, fc.Arbitrary<unknown>>;

const WIDE = '😀';
const JUNK = [undefined, null, 7, 1.5, true, 'false', '12', '', ' ', [], ['a', 'a'], {}];
const UNSTORABLE = ['a\0', '\ud800', 'a\udc00b'];
const TOO_MANY = Array.from({ length: 11 }, (_, index) => `tag ${index}`);

/** Of any type but the right one, or text that cannot be stored. */
export const junk = fc.constantFrom(...UNSTORABLE, ...JUNK);

const userId = fc.oneof(
  { arbitrary: fc.constant('<me>'), weight: 20 },
  { arbitrary: fc.constantFrom('<stranger>', 'nobody', '%2e', ...UNSTORABLE, ...JUNK), weight: 1 },
);

/** The id of a task, or what is none. */
export const id = fc.oneof(
  { arbitrary: fc.nat(3).map((index) => `<task ${index}>`), weight: 8 },
  { arbitrary: fc.constantFrom('<their task>', NO_TASK, 2 ** 53, 1e30, 0, -1), weight: 1 },
  { arbitrary: fc.constantFrom('abc', '007', '1e3', '+1', ' 1', 'NaN', ...JUNK), weight: 1 },
);

/** A cursor of changes, or what is none. */
export const cursor = fc.oneof(
  { arbitrary: fc.nat(3).map((index) => `<cursor ${index}>`), weight: 8 },
  { arbitrary: fc.constantFrom('<their cursor>', 'x', 'WyJhIl0', 'x'.repeat(201)), weight: 1 },
  { arbitrary: junk, weight: 1 },
);

/** What is no cursor of a list. */
export const noCursor = fc.constantFrom('', 'x', 'WyJhIl0', '\0');

export const limit = field([1, 2, 500], [0, 501, 1e21, ['1', '2']]);
export const title = field(
  ['Buy milk', ' b ', '100%', WIDE.repeat(200)],
  [WIDE.repeat(201), '\u00a0'],
);
export const completed = field([true, false], ['true']);
export const sessionId = field(['none'], ['a\0', 'x'.repeat(300)]);
export const password = field(['correct horse'], ['short', 'x'.repeat(129)]);
const dueDate = field(['2026-12-24', '2024-02-29'], ['2026-02-29', '24.12.2026', '0000-01-01']);
const priority = field(['none', 'low', 'medium', 'high'], ['urgent', 'HIGH']);

/** What can be given of a task. */
export const changes: Fields = {
  title,
  description: field(['', 'By noon', null, WIDE.repeat(1_000)], [WIDE.repeat(1_001)]),
  completed,
  due_date: fc.oneof(dueDate, fc.constant(null)),
  priority,
  tags: field([[], ['home', ' work ']], [['home', ' home'], ['x', 1], ['\0'], TOO_MANY]),
};

/** What can be asked of a list. */
export const filters: Fields = {
  status: field(['all', 'pending', 'completed'], ['done', ['all', 'all']]),
  sort: field(['created', 'updated', 'title', 'due_date', 'priority'], ['id']),
  order: field(['asc', 'desc'], ['up']),
  search: field(['milk', '%', '_', WIDE], ['x'.repeat(201), ['milk', 'milk']]),
  priority,
  tag: field(['home', ' work'], [WIDE.repeat(33), ['home', 'home']]),
  due_before: dueDate,
  due_after: dueDate,
  limit,
  cursor: noCursor,
};

/** One of the right values, more often than one of the wrong ones. */
function field(right: unknown[], wrong: unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...right), weight: 16 },
    { arbitrary: fc.constantFrom(...wrong), weight: 1 },
    { arbitrary: junk, weight: 1 },
  );
}

/** These fields, up to three of the optional ones, and sometimes one that nobody knows. */
export function someOf(optional: Fields, fields: Fields): fc.Arbitrary<object> {
  const unknown = fc.constantFrom('colour', '__proto__', 'constructor', 'toString', 'version');
  const extras = fc.oneof(
    { arbitrary: fc.constant({}), weight: 4 },
    { arbitrary: fc.dictionary(unknown, fc.constantFrom('x', '7'), { maxKeys: 1 }), weight: 1 },
  );
  const chosen = fc
    .subarray(Object.keys(optional), { maxLength: Math.min(3, Object.keys(optional).length) })
    .chain((names) =>
      fc.record({
        ...Object.fromEntries(names.map((name) => [name, optional[name]])),
        user_id: userId,
        ...fields,
      }),
    );
  return fc.tuple(chosen, extras).map(([known, extra]) => ({ ...known, ...extra }));
}
