import { initTRPC, TRPCError } from '@trpc/server';
import { connect } from '../database.mjs';
import { problem } from '../problems.mjs';
import { CreateTask, ListTasks, Owner, Target, Task, ToggleTask, UpdateTask } from '../schemas.mjs';
import { createTasks } from '../tasks.mjs';
import { bearerToken, createTokens } from '../tokens.mjs';

const collection = '/{user_id}/tasks';
const item = `${collection}/{id}`;

const sql = connect();
const tasks = createTasks(sql);
let tokens;
const max = Number(process.env.MAX_TASKS_PER_USER);

const t = initTRPC.meta().context().create();

const authorized = t.procedure.use(async ({ ctx, getRawInput, next }) => {
  const token = bearerToken(ctx.authorization);
  if (token === undefined) throw refusal('stranger');
  // Not when the module is loaded, which the build does too.
  tokens ??= createTokens(sql);
  const caller = await (await tokens).verify(token);
  if (caller === undefined) throw refusal('refused');
  const input = await getRawInput();
  if (caller !== input.user_id) throw refusal('other');
  return next();
});

export const router = t.router({
  list: authorized
    .meta({ openapi: { method: 'GET', path: collection } })
    .input(Owner.extend(ListTasks.shape))
    .output(Task.array())
    .query(({ input }) => tasks.list(input.user_id, input.limit)),

  create: authorized
    .meta({ openapi: { method: 'POST', path: collection } })
    .input(Owner.extend(CreateTask.shape))
    .output(Task)
    .mutation(async ({ input: { user_id: userId, ...input } }) => {
      const task = await tasks.create(userId, input, max);
      if (!task) throw refusal('full');
      return task;
    }),

  get: authorized
    .meta({ openapi: { method: 'GET', path: item } })
    .input(Target)
    .output(Task)
    .query(async ({ input }) => found(await tasks.get(input.user_id, input.id))),

  update: authorized
    .meta({ openapi: { method: 'PUT', path: item } })
    .input(Target.extend(UpdateTask.shape).refine((input) => Object.keys(input).length > 2))
    .output(Task)
    .mutation(async ({ input: { user_id: userId, id, ...patch } }) =>
      found(await tasks.update(userId, id, patch)),
    ),

  toggle: authorized
    .meta({ openapi: { method: 'PATCH', path: `${item}/complete` } })
    .input(Target.extend(ToggleTask.shape))
    .output(Task)
    .mutation(async ({ input: { user_id: userId, id, completed } }) =>
      found(await tasks.toggle(userId, id, completed)),
    ),
});

function found(task) {
  if (!task) throw refusal('unknown');
  return task;
}

function refusal(name) {
  const { code, detail } = problem(name);
  return new TRPCError({ code, message: detail });
}
