import { z } from 'zod';
import { TaskChange } from './task-changes';
import { completed, isList, object, owner, TaskId } from './task-fields';
import { CreateTask, hasChange, TaskPatch } from './tasks';
import { mustBe } from './text';

const MAX_OPERATIONS = 100;

const task = { id: TaskId };

/** One step of a bulk, named by `op`. */
export const TaskOperation = z.discriminatedUnion(
  'op',
  [
    CreateTask.omit({ user_id: true })
      .extend({ op: z.literal('create') })
      .meta({ id: 'CreateOperation', description: 'Makes a task.' }),
    TaskPatch.extend({ op: z.literal('update'), ...task })
      .refine(...hasChange())
      .meta({
        id: 'UpdateOperation',
        minProperties: 3,
        description: 'Changes the fields that are there.',
      }),
    z
      .object({ op: z.literal('delete'), ...task })
      .meta({ id: 'DeleteOperation', description: 'Deletes a task.' }),
    z
      .object({ op: z.literal('complete'), ...task, completed: completed.optional() })
      .meta({ id: 'CompleteOperation', description: 'Sets whether a task is done, or flips it.' }),
    z
      .object({ op: z.literal('restore'), ...task })
      .meta({ id: 'RestoreOperation', description: 'Brings a deleted task back.' }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? 'must be one of create, update, delete, complete, restore'
        : 'must be an object',
  },
);
export type TaskOperation = z.infer<typeof TaskOperation>;

export const BulkTasks = z.object(
  {
    ...owner,
    operations: z
      .array(TaskOperation, mustBe('a list of operations'))
      .refine(({ length }) => length <= MAX_OPERATIONS, {
        error: `must be at most ${MAX_OPERATIONS}`,
        when: isList,
      })
      .superRefine(nameDistinctTasks)
      .meta({
        maxItems: MAX_OPERATIONS,
        description:
          'All of them are done or none; each task is named once at most. Each counts as a request. The whole body has at most 65,536 bytes.',
      }),
  },
  object,
);
export type BulkTasks = z.infer<typeof BulkTasks>;

/** What the operations did, each in its place. */
export const BulkResult = z.object({ changes: z.array(TaskChange).max(MAX_OPERATIONS) }).meta({
  id: 'BulkResult',
  description: 'What each operation did, in their order.',
  examples: [{ changes: [{ type: 'delete', id: 19, version: 46 }] }],
});
export type BulkResult = z.infer<typeof BulkResult>;

/** Whatever the order of two operations on one task, somebody would expect the other. */
function nameDistinctTasks(operations: TaskOperation[], ctx: z.RefinementCtx): void {
  const named = new Set<number>();
  for (const [index, operation] of operations.entries()) {
    if (operation.op === 'create') continue;
    if (named.has(operation.id)) {
      ctx.addIssue({
        code: 'custom',
        path: [index, 'id'],
        message: 'must not be named by two operations',
      });
    }
    named.add(operation.id);
  }
}
