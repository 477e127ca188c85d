import { expect, test } from 'vitest';
import type { Entry } from './command';
import { createEntries } from './entries';

const ENTRIES = ['one', 'two'].map((key, at): Entry => {
  return { key, at, command: { op: 'complete', id: 17, completed: true } };
});

test('what the storage has no room for is told, until it is kept or done', () => {
  let room = 1;
  const { getState, put, drop } = createEntries({
    load: async () => [],
    save: () => (room -= 1) >= 0,
    drop: () => (room += 1),
  });
  expect(getState().areKept).toBe(true);
  put(ENTRIES);
  expect(getState().areKept).toBe(false);
  room = 2;
  put(ENTRIES);
  expect(getState().areKept).toBe(true);
  put(ENTRIES);
  expect(getState().areKept).toBe(false);
  drop(() => true);
  expect(getState().areKept).toBe(true);
});
