import { expect, test } from 'vitest';
import { taskWith } from '@/testing/task';
import { overlay } from './overlay';

test('a task that is brought back has the id that it was given meanwhile', () => {
  const command = { op: 'restore', id: 17, seen: taskWith({ id: -1 }) } as const;
  expect(overlay('ada', [], [{ key: 'key', at: 1, command }])).toEqual([taskWith()]);
});
