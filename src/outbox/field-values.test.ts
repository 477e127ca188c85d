import { expect, test } from 'vitest';
import { taskWith } from '@/testing/task';
import { isContested } from './field-values';

const seen = taskWith({ title: 'Ours' });

test.each([
  ['is as it was seen', {}, false],
  ['has other notes now', { description: 'Theirs' }, false],
  ['has another title now', { title: 'Theirs' }, true],
  ['has the title that is asked for', { title: 'Mine' }, false],
])('whether a change of the title is contested when the task %s', (_, now, expected) => {
  const command = { op: 'update', id: seen.id, fields: { title: 'Mine' }, seen } as const;
  expect(isContested({ ...seen, ...now }, command)).toBe(expected);
});
