import { expect, test } from 'vitest';
import { timeLeft, timeSince } from './deleted-times';

const now = Date.parse('2026-12-24T12:00:00Z');

test.each([
  ['2026-12-24T12:00:30Z', 'just now', '30 days left'],
  ['2026-12-24T12:00:00Z', 'just now', '30 days left'],
  ['2026-12-24T11:59:00Z', '1 minute ago', '30 days left'],
  ['2026-12-24T09:00:00Z', '3 hours ago', '30 days left'],
  ['2026-12-21T12:00:00Z', '3 days ago', '27 days left'],
  ['2026-11-25T13:00:00Z', '29 days ago', '2 days left'],
  ['2026-11-25T12:00:00Z', '29 days ago', 'less than a day left'],
  ['2026-11-24T13:00:00Z', '30 days ago', 'less than a day left'],
  ['2026-11-24T11:00:00Z', '30 days ago', 'less than a day left'],
])('what was deleted at %s was deleted %s, and has %s', (at, since, left) => {
  const deletedAt = new Date(at);
  expect([timeSince(deletedAt, now), timeLeft(deletedAt, now)]).toEqual([since, left]);
});
