import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import {
  CreateTask,
  DeleteTask,
  GetTask,
  ListTasks,
  RestoreTask,
  Task,
  ToggleTask,
  UpdateTask,
} from '@/contract/tasks';
import { restoreTask } from '@/db/restore-task';
import { listTasks } from '@/db/task-list';
import { findRevision } from '@/db/task-revisions';
import { createTask, deleteTask, findTask, toggleTask, updateTask } from '@/db/tasks';
import { writeTaskOnce } from '@/db/write-once';
import { hasAnswer, listTag, refuseKnown, tagAnswer, taskTag, versionsAllowed } from './conditions';
import type { UserContext } from './context';
import { once } from './idempotency';
import { nextLink, taskPath, tasksPath } from './links';
import { rest } from './meta';
import { invalid } from './problem';
import { protectedProcedure, router, writingProcedure } from './trpc';

const collection = '/api/{user_id}/tasks';
const item = '/api/{user_id}/tasks/{id}';

export const tasksRouter = router({
  list: protectedProcedure
    .meta(
      rest('GET', collection, 'listTasks', 'List tasks', {
        description:
          'Every task of the user, newest first, never cut off silently. Filters are combined. With `limit` the answer is one page, and its `Link` header leads to the next; nothing is skipped or told twice while tasks come and go.',
        headers: ['ETag', 'Link'],
        conditions: ['If-None-Match'],
      }),
    )
    .input(ListTasks)
    .output(z.array(Task))
    .query(async ({ ctx, input }) => {
      const { db } = ctx.services;
      if (hasAnswer(ctx)) refuseKnown(ctx, listTag(await findRevision(db, ctx.userId), input));
      const page = await listTasks(db, ctx.userId, input);
      if (!page) throw invalid(['cursor'], 'must come from a Link header of this query');
      tagAnswer(ctx, listTag(page.revision, input));
      if (page.next) {
        ctx.headers.set('link', nextLink(ctx, tasksPath(ctx.userId), input, page.next));
      }
      return page.tasks;
    }),

  create: writingProcedure
    .meta(
      rest('POST', collection, 'createTask', 'Create a task', {
        description:
          'Only the title is needed. Send an `Idempotency-Key` and the request can be repeated safely: it makes one task, however often it arrives. A user who holds as many tasks as allowed gets a 409.',
        status: 201,
        location: taskPath,
        headers: ['ETag', 'Location', 'Idempotency-Replayed'],
        conditions: ['Idempotency-Key'],
        example: { title: 'Buy milk', priority: 'high', tags: ['home'] },
        problems: ['CONFLICT'],
      }),
    )
    .input(CreateTask)
    .output(Task)
    .mutation(async (call) => {
      const { ctx, input } = call;
      const { db, env } = ctx.services;
      const max = env.MAX_TASKS_PER_USER;
      const task = await once(
        call,
        () => createTask(db, ctx.userId, input, max),
        (attempt) => writeTaskOnce(db, attempt, { op: 'create', ...input }, max),
      );
      return tagged(ctx, !task || task === 'full' ? tooManyTasks(max) : task);
    }),

  get: protectedProcedure
    .meta(
      rest('GET', item, 'getTask', 'Read a task', {
        description:
          'The task as it is now. A task that is unknown, deleted or somebody else’s is a 404, always the same one.',
        headers: ['ETag'],
        conditions: ['If-None-Match'],
      }),
    )
    .input(GetTask)
    .output(Task)
    .query(async ({ ctx, input }) => {
      const task = (await findTask(ctx.services.db, ctx.userId, input.id)) ?? notFound();
      tagAnswer(ctx, taskTag(task));
      return task;
    }),

  update: writingProcedure
    .meta(
      rest('PUT', item, 'updateTask', 'Change a task', {
        description:
          'Changes the fields that are sent and no others; `null` clears `description` and `due_date`. With `If-Match` it changes the task only as it was read.',
        headers: ['ETag'],
        conditions: ['If-Match'],
        example: { due_date: '2026-12-24' },
      }),
    )
    .input(UpdateTask)
    .output(Task)
    .mutation(async ({ ctx, input }) => {
      const { id } = input;
      const versions = versionsAllowed(ctx);
      const task = await updateTask(ctx.services.db, ctx.userId, id, input, versions);
      return tagged(ctx, task ?? (await refuse(ctx, id, versions)));
    }),

  delete: writingProcedure
    .meta(
      rest('DELETE', item, 'deleteTask', 'Delete a task', {
        description: 'For 30 days it can be brought back by `restoreTask`.',
        status: 204,
        conditions: ['If-Match'],
      }),
    )
    .input(DeleteTask)
    .output(z.void())
    .mutation(async ({ ctx, input: { id } }) => {
      const versions = versionsAllowed(ctx);
      const task = await deleteTask(ctx.services.db, ctx.userId, id, versions);
      if (!task) await refuse(ctx, id, versions);
    }),

  toggle: writingProcedure
    .meta(
      rest('PATCH', `${item}/complete`, 'toggleTask', 'Complete or reopen a task', {
        description:
          'Without a body it flips the task. `completed` sets it, so that the request is safe to repeat.',
        headers: ['ETag'],
        conditions: ['If-Match'],
        example: { completed: true },
      }),
    )
    .input(ToggleTask)
    .output(Task)
    .mutation(async ({ ctx, input: { id, completed } }) => {
      const versions = versionsAllowed(ctx);
      const task = await toggleTask(ctx.services.db, ctx.userId, id, completed, versions);
      return tagged(ctx, task ?? (await refuse(ctx, id, versions)));
    }),

  restore: writingProcedure
    .meta(
      rest('POST', `${item}/restore`, 'restoreTask', 'Bring a deleted task back', {
        description:
          'The task is as it was, with a new version. What was deleted more than 30 days ago is a 404.',
        headers: ['ETag', 'Idempotency-Replayed'],
        conditions: ['Idempotency-Key'],
        problems: ['CONFLICT'],
      }),
    )
    .input(RestoreTask)
    .output(Task)
    .mutation(async (call) => {
      const { ctx, input } = call;
      const { db, env } = ctx.services;
      const { id } = input;
      const max = env.MAX_TASKS_PER_USER;
      const task = await once(
        call,
        () => restoreTask(db, ctx.userId, id, max),
        (attempt) => writeTaskOnce(db, attempt, { op: 'restore', id }, max),
      );
      return tagged(ctx, task === 'full' ? tooManyTasks(max) : (task ?? notFound()));
    }),
});

/** The refusal of more tasks than a user may hold. */
export function tooManyTasks(max: number): never {
  throw new TRPCError({
    code: 'CONFLICT',
    message: `You have reached the limit of ${max} tasks: delete some first`,
  });
}

function tagged(ctx: UserContext, task: Task): Task {
  ctx.headers.set('etag', taskTag(task));
  return task;
}

/** Why a write found nothing: there is no such task, or it is of another version than was asked for. */
async function refuse(ctx: UserContext, id: number, versions?: number[]): Promise<never> {
  const task = versions && (await findTask(ctx.services.db, ctx.userId, id));
  if (!task) return notFound();
  tagged(ctx, task);
  throw new TRPCError({
    code: 'PRECONDITION_FAILED',
    message: 'The task was changed meanwhile: read it again and decide anew',
  });
}

function notFound(): never {
  throw new TRPCError({ code: 'NOT_FOUND', message: 'Task not found' });
}
