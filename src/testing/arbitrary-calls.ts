import * as fc from 'fast-check';
import { type Call, procedures } from './clients';

/** A call that names people and tasks by their roles, so that it means the same to several users. */
export interface Step extends Pick<Call, 'procedure' | 'input'> {
  credentials: 'own' | 'none' | 'bad';
}

/** Whom the roles stand for. */
export interface Roles {
  me: string;
  /** Somebody else, and a task of theirs. */
  stranger: { id: string; taskId: number };
  /** The tasks made so far, deleted ones included. */
  taskIds: number[];
}

type Fields = Record<string, fc.Arbitrary<unknown>>;

const NO_TASK = 9e15;
const WIDE = '😀';
const JUNK = [undefined, null, 7, 1.5, true, 'false', '12', '', ' ', [], ['a', 'a'], {}];
const UNSTORABLE = ['a\0', '\ud800', 'a\udc00b'];
const TOO_MANY = Array.from({ length: 11 }, (_, index) => `tag ${index}`);

const userId = fc.oneof(
  { arbitrary: fc.constant('<me>'), weight: 20 },
  { arbitrary: fc.constantFrom('<stranger>', 'nobody', '%2e', ...UNSTORABLE, ...JUNK), weight: 1 },
);
const id = fc.oneof(
  { arbitrary: fc.nat(3).map((index) => `<task ${index}>`), weight: 8 },
  { arbitrary: fc.constantFrom('<their task>', NO_TASK, 2 ** 53, 1e30, 0, -1), weight: 1 },
  { arbitrary: fc.constantFrom('abc', '007', '1e3', '+1', ' 1', 'NaN', ...JUNK), weight: 1 },
);
const dueDate = field(['2026-12-24', '2024-02-29'], ['2026-02-29', '24.12.2026', '0000-01-01']);
const priority = field(['none', 'low', 'medium', 'high'], ['urgent', 'HIGH']);
const completed = field([true, false], ['true']);

const title = field(['Buy milk', ' b ', '100%', WIDE.repeat(200)], [WIDE.repeat(201), '\u00a0']);

const changes: Fields = {
  title,
  description: field(['', 'By noon', null, WIDE.repeat(1_000)], [WIDE.repeat(1_001)]),
  completed,
  due_date: fc.oneof(dueDate, fc.constant(null)),
  priority,
  tags: field([[], ['home', ' work ']], [['home', ' home'], ['x', 1], ['\0'], TOO_MANY]),
};

const filters: Fields = {
  status: field(['all', 'pending', 'completed'], ['done', ['all', 'all']]),
  sort: field(['created', 'updated', 'title', 'due_date', 'priority'], ['id']),
  order: field(['asc', 'desc'], ['up']),
  search: field(['milk', '%', '_', WIDE], ['x'.repeat(201), ['milk', 'milk']]),
  priority,
  tag: field(['home', ' work'], [WIDE.repeat(33), ['home', 'home']]),
  due_before: dueDate,
  due_after: dueDate,
  limit: field([1, 2, 500], [0, 501, 1e21, ['1', '2']]),
  cursor: fc.constantFrom('', 'x', 'WyJhIl0', '\0'),
};

const inputs: Record<string, fc.Arbitrary<unknown>> = {
  'tasks.list': someOf(filters, {}),
  'tasks.create': someOf(changes, { title }),
  'tasks.get': someOf({}, { id }),
  'tasks.update': someOf(changes, { id }),
  'tasks.delete': someOf({}, { id }),
  'tasks.toggle': someOf({ completed }, { id }),
};

/** Any call of any procedure, well-formed more often than not; one that is not in `inputs` takes none. */
export const arbitraryStep: fc.Arbitrary<Step> = fc
  .oneof(
    { arbitrary: fc.constantFrom(...Object.keys(inputs)), weight: 8 },
    { arbitrary: fc.constantFrom(...Object.keys(procedures)), weight: 1 },
  )
  .chain((procedure) =>
    fc.record({
      procedure: fc.constant(procedure),
      input: inputs[procedure] ?? fc.constant(undefined),
      credentials: fc.oneof(
        { arbitrary: fc.constant('own' as const), weight: 20 },
        { arbitrary: fc.constantFrom('none' as const, 'bad' as const), weight: 1 },
      ),
    }),
  );

/** The input of a step, as JSON can say it, with the roles played by these. */
export function play({ input }: Step, { me, stranger, taskIds }: Roles): unknown {
  if (input === undefined) return undefined;
  const players: Record<string, unknown> = {
    '<me>': me,
    '<stranger>': stranger.id,
    '<their task>': stranger.taskId,
  };
  const text = JSON.stringify(input, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('<')) return value;
    const index = /^<task (\d)>$/.exec(value)?.[1];
    return index === undefined ? players[value] : (taskIds[Number(index)] ?? NO_TASK);
  });
  return JSON.parse(text);
}

function field(right: unknown[], wrong: unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...right), weight: 16 },
    { arbitrary: fc.constantFrom(...wrong), weight: 1 },
    { arbitrary: fc.constantFrom(...UNSTORABLE, ...JUNK), weight: 1 },
  );
}

/** These fields, up to three of the optional ones, and sometimes one that nobody knows. */
function someOf(optional: Fields, fields: Fields): fc.Arbitrary<unknown> {
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
