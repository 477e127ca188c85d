import { expect, test } from 'vitest';
import { taskWith } from '@/testing/task';
import type { Entry, NewTask } from './command';
import { withoutTwins } from './twins';

const sameId = (id: number) => id;

test('a new task whose answer was lost is shown once, as it is not known to be made', () => {
  const [first, second] = [taskWith({ id: 18 }), taskWith({ id: 19 })];
  expect(withoutTwins([second, first], [create()], sameId)).toEqual([first]);
  expect(withoutTwins([second, first], [create(), create()], sameId)).toEqual([]);
});

test.each<[string, Entry]>([
  ['other values', create({ title: 'Buy milk', tags: ['home'] })],
  ['what was sent when it was known already', { ...create(), after: 18 }],
  ['what was not sent yet', { ...create(), batch: undefined }],
])('a task is no twin of %s', (_, entry) => {
  const task = taskWith({ id: 18 });
  expect(withoutTwins([task], [entry], sameId)).toEqual([task]);
});

test('a task that is known to be made here is no twin', () => {
  expect(withoutTwins([taskWith({ id: 18 })], [create()], () => -17)).toHaveLength(1);
});

test('where no task was known when it was sent, one with the same values is shown once as well', () => {
  const left = { ...create(), after: undefined };
  expect(withoutTwins([taskWith({ id: 18 })], [left], sameId)).toEqual([]);
});

test('clocks that differ make no difference', () => {
  const late = taskWith({ id: 18, created_at: '2036-11-21T09:30:00.123456Z' });
  const early = taskWith({ id: 18, created_at: '2016-11-21T09:30:00.123456Z' });
  expect(withoutTwins([late], [create()], sameId)).toEqual([]);
  expect(withoutTwins([early], [create()], sameId)).toEqual([]);
});

function create(fields: NewTask = { title: 'Buy milk' }): Entry {
  const command = { op: 'create', id: -1, fields } as const;
  return { key: 'key', at: Date.parse('2026-11-21'), command, batch: 'key', after: 17 };
}
