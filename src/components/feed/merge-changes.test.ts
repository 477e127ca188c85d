import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { taskWith } from '@/testing/task';
import { latestOf, mergeChanges } from './merge-changes';

const fields = fc.record({
  id: fc.integer({ min: 1, max: 6 }),
  title: fc.string({ minLength: 1 }),
  completed: fc.boolean(),
  isDeleted: fc.boolean(),
});

/** What one user does, in the order of its versions. */
const history = fc.array(fields, { maxLength: 20 }).map((steps) => steps.map(toChange));

/** A history, how much of it the list was read after, and how the rest and more arrives. */
const arrivals = history.chain((changes) =>
  fc.record({
    changes: fc.constant(changes),
    listed: fc.nat({ max: changes.length }),
    order: fc.shuffledSubarray([...changes, ...changes], {
      minLength: changes.length * 2,
    }),
  }),
);

test('whatever the order in which changes arrive, the list ends as the highest versions leave it', () => {
  fc.assert(
    fc.property(arrivals, ({ changes, listed, order }) => {
      const list = replay(changes.slice(0, listed));
      expect(mergeChanges(list, order)).toEqual(replay(changes));
    }),
  );
});

test('changes that are merged as they arrive leave what they leave together', () => {
  fc.assert(
    fc.property(arrivals, ({ changes, listed, order }) => {
      let tasks = replay(changes.slice(0, listed));
      let known: TaskChange[] = [];
      for (const change of order) {
        known = latestOf([...known, change]);
        tasks = mergeChanges(tasks, known);
      }
      expect(tasks).toEqual(replay(changes));
      expect(known.length).toBeLessThanOrEqual(6);
    }),
  );
});

test('tasks made in the same instant are sorted by id', () => {
  const changes = [1, 3, 2].map((id): TaskChange => {
    return { type: 'upsert', task: { ...taskAt(1), id } };
  });
  expect(mergeChanges([], changes).map(({ id }) => id)).toEqual([3, 2, 1]);
});

test('what is known already leaves the list the same array, so that nothing renders again', () => {
  const tasks = [taskAt(2), taskAt(1)];
  const late: TaskChange[] = [
    { type: 'upsert', task: taskAt(1) },
    { type: 'delete', id: 2, version: 0 },
    { type: 'delete', id: 3, version: 9 },
  ];
  expect(mergeChanges(tasks, late)).toBe(tasks);
});

/** The list, newest first, after all of the changes in the order of their versions. */
function replay(changes: TaskChange[]): Task[] {
  const tasks = new Map<number, Task>();
  for (const change of changes) {
    if (change.type === 'upsert') tasks.set(change.task.id, change.task);
    else tasks.delete(change.id);
  }
  return [...tasks.values()].toSorted((a, b) => b.id - a.id);
}

function toChange(
  { isDeleted, id, ...written }: { isDeleted: boolean; id: number } & Partial<Task>,
  index: number,
): TaskChange {
  const version = index + 1;
  if (isDeleted) return { type: 'delete', id, version };
  return { type: 'upsert', task: { ...taskAt(id), ...written, version } };
}

function taskAt(id: number): Task {
  const created = `2026-11-21T09:30:00.00000${id}Z`;
  return taskWith({ id, created_at: created, updated_at: created });
}
