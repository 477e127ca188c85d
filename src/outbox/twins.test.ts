import { expect, test } from 'vitest';
import { taskWith } from '@/testing/task';
import type { Entry, NewTask } from './command';
import { withoutTwins } from './twins';

const NOW = '2026-11-21T09:30:00.123456Z';
const sameId = (id: number) => id;

test('a new task whose answer was lost is shown once, as it is not known to be made', () => {
  const [first, second] = [taskWith({ id: 1 }), taskWith({ id: 2 })];
  expect(withoutTwins([second, first], [create()], sameId)).toEqual([first]);
  expect(withoutTwins([second, first], [create(), create()], sameId)).toEqual([]);
});

test.each<[string, Entry]>([
  ['other values', create({ title: 'Buy milk', tags: ['home'] })],
  ['an older task', create({ title: 'Buy milk' }, '2026-11-21T09:31:00Z')],
  ['what was not sent yet', { ...create(), batch: undefined }],
])('a task is no twin of %s', (_, entry) => {
  expect(withoutTwins([taskWith()], [entry], sameId)).toEqual([taskWith()]);
});

test('a task that is known to be made here is no twin', () => {
  expect(withoutTwins([taskWith()], [create()], () => -17)).toEqual([taskWith()]);
});

function create(fields: NewTask = { title: 'Buy milk' }, at = NOW): Entry {
  const command = { op: 'create', id: -1, fields } as const;
  return { key: 'key', at: Date.parse(at), command, batch: 'key' };
}
