import { expect, test } from 'vitest';
import { fromNow } from './from-now';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

test.each([
  [7 * DAY, 'in 7 days'],
  [7 * DAY - 1, 'in 7 days'],
  [DAY, 'in 1 day'],
  [DAY - SECOND, 'in 1 day'],
  [3_599 * SECOND, 'in 1 hour'],
  [3_569 * SECOND, 'in 59 minutes'],
  [23 * 3_600 * SECOND, 'in 23 hours'],
  [59 * SECOND, 'in 59 seconds'],
  [0, 'in 0 seconds'],
  [-61 * SECOND, '1 minute ago'],
])('%i ms are %s', (span, words) => {
  expect(fromNow(span)).toBe(words);
});
