import * as fc from 'fast-check';
import type { TaskOperation } from '@/contract/task-bulk';
import type { TaskPatch } from '@/contract/tasks';
import type { Db } from '@/db/client';
import { writeTasks } from '@/db/task-bulk';
import { restoreTask } from '@/db/restore-task';
import { createTask, deleteTask, toggleTask, updateTask } from '@/db/tasks';
import { dueDate, priority } from './arbitrary-tasks';
import type { readHoldings } from './task-owners';

type Holdings = Awaited<ReturnType<typeof readHoldings>>;

/** What a careless quoting would take for its own. */
const text = fc.string({
  unit: fc.constantFrom(...`'"\\{}[]:,$1\n😀`),
  minLength: 1,
  maxLength: 8,
});

const patch: fc.Arbitrary<TaskPatch> = fc.record(
  {
    title: text,
    description: fc.option(text),
    completed: fc.boolean(),
    due_date: fc.option(dueDate),
    priority,
    tags: fc.uniqueArray(text, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const KINDS = ['create', 'update', 'toggle', 'set', 'delete', 'restore', 'bulk'] as const;

/** A write of one of two users, which may mean a task of the other. */
const write = fc.record({
  owner: fc.nat(1),
  target: fc.constantFrom('own', 'own', 'own', 'other'),
  place: fc.nat(2),
  kind: fc.constantFrom(...KINDS, 'create', 'delete'),
  operations: operationsOn(3, 4),
});
export type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

/** What two users do; what stands together in an inner list is done at once. */
export const history = fc.array(fc.array(write, { minLength: 1, maxLength: 5 }), {
  maxLength: 12,
  size: 'max',
});

/** Operations on distinct tasks, with the places of the tasks for their ids. */
export function operationsOn(count: number, maxLength: number): fc.Arbitrary<TaskOperation[]> {
  const id = fc.nat(count - 1);
  const operation: fc.Arbitrary<TaskOperation> = fc.oneof(
    fc.tuple(patch, text).map(([fields, title]) => ({ op: 'create' as const, ...fields, title })),
    fc.tuple(patch, id).map(([fields, place]) => ({ op: 'update' as const, ...fields, id: place })),
    fc.record({ op: fc.constant('delete' as const), id }),
    fc.record(
      { op: fc.constant('complete' as const), id, completed: fc.boolean() },
      { requiredKeys: ['op', 'id'] },
    ),
    fc.record({ op: fc.constant('restore' as const), id }),
  );
  return fc.uniqueArray(operation, { selector: whatIsNamed, minLength: 1, maxLength });
}

/** The operations with the ids at their places, without those at places where no such task is. */
export function atPlaces(
  operations: TaskOperation[],
  live: number[],
  deleted: number[],
): TaskOperation[] {
  return operations.flatMap((operation) => {
    if (operation.op === 'create') return operation;
    const id = (operation.op === 'restore' ? deleted : live)[operation.id];
    return id === undefined ? [] : { ...operation, id };
  });
}

/** Does one write, for users whose tasks were `known` just before; the versions of what it wrote. */
export async function perform(
  db: Db,
  { owner, target, place, kind, operations }: Write,
  owners: string[],
  known: Holdings[],
  max: number,
): Promise<number[]> {
  const userId = owners[owner] ?? '';
  const rows = known[target === 'own' ? owner : 1 - owner]?.rows.toReversed() ?? [];
  const live = rows.filter((row) => row.deletedAt === null).map((row) => row.id);
  const deleted = rows.filter((row) => row.deletedAt !== null).map((row) => row.id);
  const id = live[place] ?? 0;

  if (kind === 'bulk') {
    const written = await writeTasks(db, userId, atPlaces(operations, live, deleted), max);
    if (!Array.isArray(written)) return [];
    return written.map((each) => (each.type === 'delete' ? each.version : each.task.version));
  }
  const writes = {
    create: () => createTask(db, userId, { title: 'Milk' }, max),
    update: () => updateTask(db, userId, id, { title: 'Tea' }),
    toggle: () => toggleTask(db, userId, id, undefined),
    set: () => toggleTask(db, userId, id, true),
    delete: () => deleteTask(db, userId, id),
    restore: () => restoreTask(db, userId, deleted[place] ?? 0, max),
  };
  const task = await writes[kind]();
  return task === undefined || task === 'full' ? [] : [task.version];
}

/** The task of an operation; a new one is like no other. */
function whatIsNamed(operation: TaskOperation): unknown {
  return operation.op === 'create' ? operation : operation.id;
}
