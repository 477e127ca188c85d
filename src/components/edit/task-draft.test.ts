import { expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { taskWith } from '@/testing/task';
import {
  changesIn,
  changesOver,
  describeConflict,
  type Draft,
  knownTask,
  withKnownTags,
} from './task-draft';

const TASK = taskWith({ tags: ['home', 'one, two'] });

/** What the form of this task reads as when nothing is typed. */
const UNTOUCHED: Draft = {
  title: 'Buy milk',
  description: null,
  due_date: null,
  priority: 'none',
  tags: ['home', 'one', 'two'],
};

test('what was not touched is no change, not even a tag with a comma', () => {
  expect(changesIn(UNTOUCHED, TASK)).toEqual({});
});

test.each<Partial<Draft>>([
  { title: 'Buy oat milk' },
  { description: 'Two litres' },
  { due_date: '2026-12-24' },
  { priority: 'high' },
  { tags: ['home'] },
])('%j is the only change', (change) => {
  expect(changesIn({ ...UNTOUCHED, ...change }, TASK)).toEqual(change);
});

test('what somebody else has changed beside what was refused is not taken back', () => {
  const theirs: Task = { ...TASK, title: 'Theirs', description: 'Theirs', priority: 'high' };
  const refused = { title: 'Mine' };
  const draft = { ...UNTOUCHED, ...refused };
  expect(changesOver(theirs, draft, TASK, refused)).toEqual({ title: 'Mine' });
  const more = { ...draft, priority: 'low' } as const;
  expect(changesOver(theirs, more, TASK, refused)).toEqual({ title: 'Mine', priority: 'low' });
});

test('of a task that others change, its editor knows what is new, but for what they have typed over', () => {
  const theirs: Task = { ...TASK, title: 'Theirs', description: 'Theirs', version: 43 };
  expect(knownTask(theirs, { title: 'Mine' }, TASK)).toEqual({ ...theirs, title: TASK.title });
});

test('what was refused and typed back is what it was, whatever somebody else made of it', () => {
  const theirs: Task = { ...TASK, title: 'Theirs' };
  expect(changesOver(theirs, UNTOUCHED, TASK, { title: 'Mine' })).toEqual({ title: TASK.title });
});

test('a conflict names what somebody else has changed of the same fields', () => {
  const now: Task = { ...TASK, title: 'Theirs', due_date: '2026-12-24', tags: [], priority: 'low' };
  const fields = { title: 'Mine', due_date: null, tags: ['mine'] };
  expect(describeConflict(fields, { ...TASK, tags: ['x'] }, now)).toBe(
    'the title is now “Theirs”, the due date is now “2026-12-24”, the tags are now empty',
  );
});

test('a new tag is written as other tasks have it, and one of its own stays as it is', () => {
  const own = { ...UNTOUCHED, tags: ['Home'] };
  const typed = { ...UNTOUCHED, tags: ['Home', 'WORK', 'work', 'new'] };
  expect(withKnownTags(typed, own, ['home', 'work']).tags).toEqual(['Home', 'work', 'new']);
});
