import { createServer } from 'node:http';
import { connect } from '../database.mjs';
import { invalid, problem } from '../problems.mjs';
import { createTasks } from '../tasks.mjs';
import { bearerToken, createTokens } from '../tokens.mjs';
import { checkTask, isObject } from './fields.mjs';

const PATH = /^\/api\/([^/?]+)\/tasks(?:\/([^/?]+)(\/complete)?)?(?:\?(.*))?$/;
const MAX_BYTES = 65_536;

const sql = connect();
const tasks = createTasks(sql);
const tokens = await createTokens(sql);
const max = Number(process.env.MAX_TASKS_PER_USER);

createServer((request, response) => {
  answer(request).then(
    ([status, body]) => send(response, status, body),
    (error) => {
      if (typeof error.status === 'number') send(response, error.status, error);
      else fail(response, error);
    },
  );
}).listen(Number(process.env.PORT), process.env.HOST);

async function answer(request) {
  const match = PATH.exec(request.url);
  if (!match) throw problem('nowhere');
  const userId = decodeURIComponent(match[1]);
  await authorize(request, userId);
  const [, , id, complete, query] = match;
  const { method } = request;
  if (id === undefined) {
    if (method === 'GET') return [200, await tasks.list(userId, readLimit(query))];
    if (method === 'POST') return [201, await create(userId, await readBody(request))];
  } else if (complete) {
    if (method === 'PATCH') return [200, await toggle(userId, id, await readBody(request))];
  } else {
    if (method === 'GET') return [200, found(await tasks.get(userId, readId(id)))];
    if (method === 'PUT') return [200, await update(userId, id, await readBody(request))];
  }
  throw problem('nowhere');
}

async function authorize({ headers }, userId) {
  const token = bearerToken(headers.authorization);
  if (token === undefined) throw problem('stranger');
  const caller = await tokens.verify(token);
  if (caller === undefined) throw problem('refused');
  if (caller !== userId) throw problem('other');
}

async function create(userId, body) {
  const input = checkTask(body);
  if (input.title === undefined) throw invalid('title: is required');
  return (await tasks.create(userId, input, max)) ?? Promise.reject(problem('full'));
}

async function update(userId, id, body) {
  const patch = checkTask(body);
  if (Object.keys(patch).length === 0) throw invalid('must have at least one field');
  return found(await tasks.update(userId, readId(id), patch));
}

async function toggle(userId, id, body) {
  return found(await tasks.toggle(userId, readId(id), checkTask(body).completed));
}

function found(task) {
  if (!task) throw problem('unknown');
  return task;
}

function readId(text) {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw problem('unknown');
  return Number(text);
}

function readLimit(query) {
  const limit = new URLSearchParams(query).get('limit');
  if (limit === null) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(limit) || limit > 500) throw invalid('limit: must be 1 to 500');
  return Number(limit);
}

async function readBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_BYTES) throw invalid('too large');
    chunks.push(chunk);
  }
  if (length === 0) return {};
  const body = parse(Buffer.concat(chunks).toString());
  if (!isObject(body)) throw invalid('must be an object');
  return body;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('must be JSON');
  }
}

function fail(response, error) {
  console.error(error);
  send(response, 500, { status: 500, title: 'Internal server error' });
}

function send(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
