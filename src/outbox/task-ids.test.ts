import { expect, test } from 'vitest';
import { isNew } from './command';
import { createTaskIds } from './task-ids';

test('of thousands of new tasks in two tabs no two have the same id, at whatever moment they are made', () => {
  const tabs = [createTaskIds(), createTaskIds()];
  const ids = tabs.flatMap(({ create }) => Array.from({ length: 5_000 }, create));
  expect(new Set(ids).size).toBe(10_000);
  expect(ids.every((id) => isNew({ id }) && Number.isSafeInteger(id))).toBe(true);
});
