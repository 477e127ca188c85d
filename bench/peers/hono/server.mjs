import { serve } from '@hono/node-server';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { connect } from '../database.mjs';
import { invalid, problem } from '../problems.mjs';
import { createTasks } from '../tasks.mjs';
import { bearerToken, createTokens } from '../tokens.mjs';
import { CreateTask, ListTasks, Owner, Target, Task, ToggleTask, UpdateTask } from '../schemas.mjs';

const collection = '/api/{user_id}/tasks';
const item = `${collection}/{id}`;

const sql = connect();
const tasks = createTasks(sql);
const tokens = await createTokens(sql);
const max = Number(process.env.MAX_TASKS_PER_USER);

const app = new OpenAPIHono({ defaultHook: refuseInvalid });

app.use('/api/:user_id/*', async (context, next) => {
  const token = bearerToken(context.req.header('authorization'));
  if (token === undefined) return refuse(context, problem('stranger'));
  const caller = await tokens.verify(token);
  if (caller === undefined) return refuse(context, problem('refused'));
  if (caller !== context.req.param('user_id')) return refuse(context, problem('other'));
  return next();
});
app.notFound((context) => refuse(context, problem('nowhere')));

app.openapi(
  route('get', collection, { params: Owner, query: ListTasks }, 200, Task.array()),
  async (context) => {
    const { user_id: userId } = context.req.valid('param');
    return context.json(await tasks.list(userId, context.req.valid('query').limit));
  },
);

app.openapi(
  route('post', collection, { params: Owner, body: json(CreateTask) }, 201, Task),
  async (context) => {
    const { user_id: userId } = context.req.valid('param');
    const task = await tasks.create(userId, context.req.valid('json'), max);
    return task ? context.json(task, 201) : refuse(context, problem('full'));
  },
);

app.openapi(route('get', item, { params: Target }, 200, Task), async (context) => {
  const { user_id: userId, id } = context.req.valid('param');
  return found(context, await tasks.get(userId, id));
});

app.openapi(
  route('put', item, { params: Target, body: json(UpdateTask) }, 200, Task),
  async (context) => {
    const { user_id: userId, id } = context.req.valid('param');
    return found(context, await tasks.update(userId, id, context.req.valid('json')));
  },
);

app.openapi(
  route('patch', `${item}/complete`, { params: Target, body: json(ToggleTask) }, 200, Task),
  async (context) => {
    const { user_id: userId, id } = context.req.valid('param');
    return found(context, await tasks.toggle(userId, id, context.req.valid('json').completed));
  },
);

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: process.env.HOST });

function route(method, path, request, status, schema) {
  const responses = { [status]: { description: 'Done', ...json(schema) } };
  return createRoute({ method, path, request, responses });
}

function json(schema) {
  return { content: { 'application/json': { schema } } };
}

function found(context, task) {
  return task ? context.json(task) : refuse(context, problem('unknown'));
}

function refuseInvalid(result, context) {
  if (result.success) return undefined;
  const refusal = result.target === 'param' ? problem('unknown') : invalid(result.error.message);
  return refuse(context, refusal);
}

function refuse(context, refusal) {
  return context.json(refusal, refusal.status, { 'content-type': 'application/problem+json' });
}
