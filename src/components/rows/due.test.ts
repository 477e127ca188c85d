import { expect, test } from 'vitest';
import { daysBetween, describeDay, today } from './due';

const NOW = '2026-11-21';

test.each([
  ['2026-11-20', 'Yesterday'],
  ['2026-11-21', 'Today'],
  ['2026-11-22', 'Tomorrow'],
  ['2026-11-23', 'Mon, Nov 23'],
  ['2026-11-19', 'Thu, Nov 19'],
  ['2027-01-01', 'Fri, Jan 1, 2027'],
])('%s is %s', (day, words) => {
  expect(describeDay(day, NOW)).toBe(words);
});

test('a day is that of the clock on the wall, and no hour is lost between days', () => {
  expect(today(new Date(2026, 10, 21, 0, 0, 1))).toBe(NOW);
  expect(today(new Date(2026, 10, 21, 23, 59, 59))).toBe(NOW);
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
});
