import Fastify from 'fastify';
import { connect } from '../database.mjs';
import { invalid, problem } from '../problems.mjs';
import { createTasks } from '../tasks.mjs';
import { bearerToken, createTokens } from '../tokens.mjs';
import {
  CreateTask,
  ListTasks,
  Problem,
  Target,
  Task,
  ToggleTask,
  UpdateTask,
} from './schemas.mjs';

const sql = connect();
const tasks = createTasks(sql);
const tokens = await createTokens(sql);
const max = Number(process.env.MAX_TASKS_PER_USER);

const app = Fastify({
  bodyLimit: 65_536,
  // Types are strict in a body; numbers in a query are written as text.
  ajv: { customOptions: { coerceTypes: false, removeAdditional: true } },
});
const refusals = { '4xx': Problem };

app.addHook('onRequest', async (request) => {
  const token = bearerToken(request.headers.authorization);
  if (token === undefined) throw problem('stranger');
  const caller = await tokens.verify(token);
  if (caller === undefined) throw problem('refused');
  if (caller !== request.params.user_id) throw problem('other');
});
app.setNotFoundHandler((_request, reply) => refuse(reply, problem('nowhere')));
app.setErrorHandler((error, _request, reply) => {
  if (error.validationContext === 'params') return refuse(reply, problem('unknown'));
  if (error.validation) return refuse(reply, invalid(error.message));
  if (typeof error.status === 'number') return refuse(reply, error);
  return reply.code(error.statusCode ?? 500).send({ title: 'The request failed' });
});

const collection = '/api/:user_id/tasks';
const item = `${collection}/:id`;

app.get(
  collection,
  {
    schema: {
      querystring: ListTasks,
      response: { 200: { type: 'array', items: Task }, ...refusals },
    },
  },
  ({ params, query }) => tasks.list(params.user_id, query.limit && Number(query.limit)),
);

app.post(
  collection,
  { schema: { body: CreateTask, response: { 201: Task, ...refusals } } },
  async ({ params, body }, reply) => {
    const task = await tasks.create(params.user_id, trim(body), max);
    if (!task) throw problem('full');
    reply.code(201);
    return task;
  },
);

app.get(
  item,
  { schema: { params: Target, response: { 200: Task, ...refusals } } },
  async ({ params }) => found(await tasks.get(params.user_id, Number(params.id))),
);

app.put(
  item,
  { schema: { params: Target, body: UpdateTask, response: { 200: Task, ...refusals } } },
  async ({ params, body }) => {
    return found(await tasks.update(params.user_id, Number(params.id), trim(body)));
  },
);

app.patch(
  `${item}/complete`,
  { schema: { params: Target, body: ToggleTask, response: { 200: Task, ...refusals } } },
  async ({ params, body }) => {
    return found(await tasks.toggle(params.user_id, Number(params.id), body?.completed));
  },
);

await app.listen({ port: Number(process.env.PORT), host: process.env.HOST });

function trim(fields) {
  if (fields.title !== undefined) fields.title = fields.title.trim();
  if (fields.tags !== undefined) fields.tags = fields.tags.map((tag) => tag.trim());
  return fields;
}

function found(task) {
  if (!task) throw problem('unknown');
  return task;
}

function refuse(reply, refusal) {
  return reply.code(refusal.status).type('application/problem+json').send(refusal);
}
