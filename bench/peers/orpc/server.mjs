import { createServer } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError, os } from '@orpc/server';
import { connect } from '../database.mjs';
import { problem } from '../problems.mjs';
import { createTasks } from '../tasks.mjs';
import { bearerToken, createTokens } from '../tokens.mjs';
import { CreateTask, ListTasks, Owner, Target, Task, ToggleTask, UpdateTask } from '../schemas.mjs';

const collection = '/api/{user_id}/tasks';
const item = `${collection}/{id}`;

const sql = connect();
const tasks = createTasks(sql);
const tokens = await createTokens(sql);
const max = Number(process.env.MAX_TASKS_PER_USER);

const authorized = os.use(async ({ context, next }, input) => {
  const token = bearerToken(context.authorization);
  if (token === undefined) throw refusal('stranger');
  const caller = await tokens.verify(token);
  if (caller === undefined) throw refusal('refused');
  if (caller !== input.user_id) throw refusal('other');
  return next();
});

const router = {
  list: authorized
    .route({ method: 'GET', path: collection })
    .input(Owner.extend(ListTasks.shape))
    .output(Task.array())
    .handler(({ input }) => tasks.list(input.user_id, input.limit)),

  create: authorized
    .route({ method: 'POST', path: collection, successStatus: 201 })
    .input(Owner.extend(CreateTask.shape))
    .output(Task)
    .handler(async ({ input: { user_id: userId, ...input } }) => {
      const task = await tasks.create(userId, input, max);
      if (!task) throw refusal('full');
      return task;
    }),

  get: authorized
    .route({ method: 'GET', path: item })
    .input(Target)
    .output(Task)
    .handler(async ({ input }) => found(await tasks.get(input.user_id, input.id))),

  update: authorized
    .route({ method: 'PUT', path: item })
    .input(Target.and(UpdateTask))
    .output(Task)
    .handler(async ({ input: { user_id: userId, id, ...patch } }) =>
      found(await tasks.update(userId, id, patch)),
    ),

  toggle: authorized
    .route({ method: 'PATCH', path: `${item}/complete` })
    .input(Target.extend(ToggleTask.shape))
    .output(Task)
    .handler(async ({ input: { user_id: userId, id, completed } }) =>
      found(await tasks.toggle(userId, id, completed)),
    ),
};

const handler = new OpenAPIHandler(router, {
  customErrorResponseBodyEncoder: ({ data }) => data,
});

createServer(async (request, response) => {
  const { authorization } = request.headers;
  const { matched } = await handler.handle(request, response, { context: { authorization } });
  if (matched) return;
  response.writeHead(404, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify(problem('nowhere')));
}).listen(Number(process.env.PORT), process.env.HOST);

function found(task) {
  if (!task) throw refusal('unknown');
  return task;
}

function refusal(name) {
  const data = problem(name);
  return new ORPCError(data.code, { status: data.status, message: data.detail, data });
}
