import { BulkResult, BulkTasks } from '@/contract/task-bulk';
import { writeTasks } from '@/db/task-bulk';
import { writeTasksOnce } from '@/db/write-once';
import { once } from './idempotency';
import { rest } from './meta';
import { missing } from './problem';
import { countOperations } from './rate-limit';
import { tooManyTasks } from './tasks';
import { router, writingProcedure } from './trpc';

export const taskBulkRouter = router({
  bulk: writingProcedure
    .meta(
      rest('POST', '/api/{user_id}/tasks/bulk', 'bulkTasks', 'Do several things at once', {
        description:
          'Up to 100 operations, all of them or none. A problem names the operation at fault by its place, as in `#/operations/3/title`.',
        headers: ['Idempotency-Replayed'],
        conditions: ['Idempotency-Key'],
        example: {
          operations: [
            { op: 'create', title: 'Buy milk' },
            { op: 'update', id: 17, due_date: '2026-12-24' },
            { op: 'complete', id: 18, completed: true },
            { op: 'delete', id: 19 },
            { op: 'restore', id: 20 },
          ],
        },
        problems: ['NOT_FOUND', 'CONFLICT'],
      }),
    )
    .input(BulkTasks)
    .output(BulkResult)
    .mutation(async (call) => {
      const { ctx, input } = call;
      await countOperations(ctx, input.operations.length);
      const { userId, services } = ctx;
      const { db, env } = services;
      const max = env.MAX_TASKS_PER_USER;
      const written = await once(
        call,
        () => writeTasks(db, userId, input.operations, max),
        (attempt) => writeTasksOnce(db, attempt, input.operations, max),
      );
      if (written === 'full') return tooManyTasks(max);
      if ('missing' in written) throw missing(written.missing);
      return { changes: written };
    }),
});
