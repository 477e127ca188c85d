import { expect, test } from 'vitest';
import { taskWith } from '@/testing/task';
import type { Entry } from './command';
import { settledIn } from './settled';

const seen = taskWith({ tags: [] });
const refused: Entry = {
  key: 'refused',
  at: 1,
  command: { op: 'update', id: seen.id, fields: { tags: ['mine'] }, seen },
  refusal: { kind: 'conflict', detail: 'Somebody changed it meanwhile.' },
};
const waiting: Entry = {
  key: 'waiting',
  at: 2,
  command: { op: 'update', id: seen.id, fields: { tags: [] }, seen },
};

test('a conflict is settled when the task is again as it was seen', () => {
  const theirs = taskWith({ tags: ['theirs'] });
  expect(settledIn([refused], new Map([[seen.id, theirs]]))).toEqual([]);
  expect(settledIn([refused], new Map([[seen.id, seen]]))).toEqual([refused]);
});

test('nothing is settled by a change that has yet to be sent', () => {
  const shown = new Map([[seen.id, seen]]);
  expect(settledIn([refused, waiting], shown)).toEqual([]);
  const ofAnother = { ...waiting, command: { ...waiting.command, id: 18 } };
  expect(settledIn([refused, ofAnother], shown)).toEqual([refused]);
});
