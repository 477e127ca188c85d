import { expect, test } from 'vitest';
import { traceIdIn } from './traceparent';

const ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

test.each([
  ['of this version', `00-${ID}-${PARENT}-01`],
  ['of a later one, which may go on', `01-${ID}-${PARENT}-00-more`],
])('the trace of a traceparent is found: %s', (_, traceparent) => {
  expect(traceIdIn(traceparent)).toBe(ID);
});

test.each([
  ['none', null],
  ['an empty one', ''],
  ['a version that there cannot be', `ff-${ID}-${PARENT}-01`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${PARENT}-01`],
  ['a parent of zeros', `00-${ID}-${'0'.repeat(16)}-01`],
  ['capital letters', `00-${ID.toUpperCase()}-${PARENT}-01`],
  ['more than this version has', `00-${ID}-${PARENT}-01-more`],
  ['more than it has', `00-${ID}-${PARENT}-01x`],
])('what is no traceparent is of no trace: %s', (_, traceparent) => {
  expect(traceIdIn(traceparent)).toBeUndefined();
});
