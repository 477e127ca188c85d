import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import {
  CreateTask,
  DeleteTask,
  GetTask,
  ListTasks,
  Task,
  ToggleTask,
  UpdateTask,
} from '@/contract/tasks';
import { createTask, deleteTask, findTask, listTasks, toggleTask, updateTask } from '@/db/tasks';
import { nextLink, taskPath } from './links';
import { rest } from './meta';
import { invalid } from './problem';
import { protectedProcedure, router } from './trpc';

const collection = '/api/{user_id}/tasks';
const item = '/api/{user_id}/tasks/{id}';

export const tasksRouter = router({
  list: protectedProcedure
    .meta(rest('GET', collection, 'listTasks', 'List tasks', { headers: ['Link'] }))
    .input(ListTasks)
    .output(z.array(Task))
    .query(async ({ ctx, input }) => {
      const page = await listTasks(ctx.services.db, ctx.userId, input);
      if (!page) throw invalid(['cursor'], 'must come from a Link header of this query');
      if (page.next) ctx.headers.set('link', nextLink(ctx, input, page.next));
      return page.tasks;
    }),

  create: protectedProcedure
    .meta(
      rest('POST', collection, 'createTask', 'Create a task', {
        status: 201,
        location: taskPath,
        headers: ['Location'],
        example: { title: 'Buy milk', priority: 'high', tags: ['home'] },
        problems: ['CONFLICT'],
      }),
    )
    .input(CreateTask)
    .output(Task)
    .mutation(async ({ ctx, input }) => {
      const max = ctx.services.env.MAX_TASKS_PER_USER;
      return (await createTask(ctx.services.db, ctx.userId, input, max)) ?? tooManyTasks(max);
    }),

  get: protectedProcedure
    .meta(rest('GET', item, 'getTask', 'Read a task'))
    .input(GetTask)
    .output(Task)
    .query(
      async ({ ctx, input }) =>
        (await findTask(ctx.services.db, ctx.userId, input.id)) ?? notFound(),
    ),

  update: protectedProcedure
    .meta(rest('PUT', item, 'updateTask', 'Change a task', { example: { due_date: '2026-12-24' } }))
    .input(UpdateTask)
    .output(Task)
    .mutation(
      async ({ ctx, input }) =>
        (await updateTask(ctx.services.db, ctx.userId, input.id, input)) ?? notFound(),
    ),

  delete: protectedProcedure
    .meta(rest('DELETE', item, 'deleteTask', 'Delete a task', { status: 204 }))
    .input(DeleteTask)
    .output(z.void())
    .mutation(async ({ ctx, input }) => {
      if (!(await deleteTask(ctx.services.db, ctx.userId, input.id))) notFound();
    }),

  toggle: protectedProcedure
    .meta(
      rest('PATCH', `${item}/complete`, 'toggleTask', 'Complete or reopen a task', {
        example: { completed: true },
      }),
    )
    .input(ToggleTask)
    .output(Task)
    .mutation(
      async ({ ctx, input }) =>
        (await toggleTask(ctx.services.db, ctx.userId, input.id, input.completed)) ?? notFound(),
    ),
});

function notFound(): never {
  throw new TRPCError({ code: 'NOT_FOUND', message: 'Task not found' });
}

function tooManyTasks(max: number): never {
  throw new TRPCError({
    code: 'CONFLICT',
    message: `You have reached the limit of ${max} tasks: delete some first`,
  });
}
