import { expect, test } from 'vitest';
import { dayIn } from './time-zone';

const now = new Date('2026-11-21T11:30:00Z');

test.each([
  ['Pacific/Auckland', '2026-11-22'],
  ['Etc/GMT+12', '2026-11-20'],
  ['Europe/Berlin', '2026-11-21'],
])('in %s it is %s', (timeZone, day) => {
  expect(dayIn(timeZone, now)).toBe(day);
});

test.each([undefined, '', 'Nowhere/Land', 'UTC\0', '../../etc/passwd', 'x'.repeat(5_000)])(
  'a zone that is none is UTC',
  (timeZone) => {
    expect(dayIn(timeZone, new Date('2026-01-01T00:00:00Z'))).toBe('2026-01-01');
  },
);
