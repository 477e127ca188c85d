import * as fc from 'fast-check';
import {
  changes,
  completed,
  cursor,
  type Fields,
  filters,
  id,
  junk,
  limit,
  noCursor,
  password,
  sessionId,
  someOf,
  title,
} from './arbitrary-fields';
import { conditions } from './arbitrary-conditions';
import { procedures } from './clients';
import type { Step } from './roles';

const operation = fc.oneof(
  operationOf('create', changes, { title }),
  operationOf('update', changes, { id, title }),
  operationOf('delete', {}, { id }),
  operationOf('complete', { completed }, { id }),
  operationOf('restore', {}, { id }),
);
const operations = fc.oneof(
  { arbitrary: fc.array(operation, { maxLength: 3 }), weight: 12 },
  { arbitrary: fc.array(fc.oneof(operation, junk), { maxLength: 3 }), weight: 1 },
  {
    arbitrary: fc.constant(Array.from({ length: 101 }, () => ({ op: 'create', title: 'x' }))),
    weight: 1,
  },
  { arbitrary: junk, weight: 1 },
);

const inputs: Record<string, fc.Arbitrary<unknown>> = {
  'tasks.list': someOf(filters, {}),
  'tasks.create': someOf(changes, { title }),
  'tasks.get': someOf({}, { id }),
  'tasks.update': someOf(changes, { id }),
  'tasks.delete': someOf({}, { id }),
  'tasks.toggle': someOf({ completed }, { id }),
  'tasks.restore': someOf({}, { id }),
  'tasks.deleted': someOf({ cursor: noCursor, limit }, {}),
  'tasks.changes': someOf({ since: cursor, limit }, {}),
  'tasks.onChange': someOf({ lastEventId: cursor }, { since: cursor }),
  'tasks.bulk': someOf({}, { operations }),
  'sessions.list': someOf({}, {}),
  'sessions.end': someOf({}, { id: sessionId }),
  'sessions.endOthers': someOf({}, {}),
  'account.changePassword': someOf({}, { current_password: password, new_password: password }),
  'account.delete': someOf({}, { current_password: password }),
};

/** Any call of any procedure, well-formed more often than not; one that is not in `inputs` takes none. */
export const arbitraryStep: fc.Arbitrary<Step> = fc
  .oneof(
    { arbitrary: fc.constantFrom(...Object.keys(inputs)), weight: 12 },
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
      conditions,
    }),
  );

function operationOf(op: string, optional: Fields, fields: Fields): fc.Arbitrary<unknown> {
  return someOf(optional, { op: fc.constant(op), ...fields });
}
