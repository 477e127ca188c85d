import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer({ API_RATE_LIMIT: '3' });
});

afterAll(() => server.close());

test('each request of a user counts, refused ones too, and the fields say what is left', async () => {
  const ada = await addPerson(server);
  for (const [left, path, status] of [
    [2, `/api/${ada.id}/tasks?limit=0`, 422],
    [1, '/api/eve/tasks', 403],
    [0, `/api/${ada.id}/tasks/0`, 404],
    [0, `/api/${ada.id}/tasks`, 429],
  ] as const) {
    const answer = await server.send('GET', path, { token: ada.token });
    expect(answer.status).toBe(status);
    expect(answer.headers['ratelimit-policy']).toBe('"user";q=3;w=60');
    expect(secondsIn(answer.headers['ratelimit'], left)).toBeLessThanOrEqual(60);
  }
});

test('what no user has asked for counts for nobody', async () => {
  const ada = await addPerson(server);
  const anonymous = await server.send('GET', `/api/${ada.id}/tasks`);
  const foreign = await server.send('GET', `/api/${ada.id}/tasks`, { token: 'bad' });
  const unknown = await server.send('GET', '/api/x', { token: ada.token });
  for (const { headers } of [anonymous, foreign, unknown]) {
    expect(headers['ratelimit-policy']).toBe('"user";q=3;w=60');
    expect(headers).not.toHaveProperty('ratelimit');
  }
  const first = await server.send('GET', `/api/${ada.id}/tasks`, { token: ada.token });
  expect(first.headers['ratelimit']).toContain('r=2;');
});

test('past the limit the answer is a 429 that says when to come back', async () => {
  const ada = await exhausted();
  const answer = await server.send('GET', `/api/${ada.id}/tasks`, { token: ada.token });
  const seconds = secondsIn(answer.headers['ratelimit'], 0);
  expect(answer).toMatchObject({
    status: 429,
    headers: { 'retry-after': String(seconds), 'content-type': 'application/problem+json' },
    json: {
      type: 'http://localhost:3000/problems/too-many-requests',
      code: 'TOO_MANY_REQUESTS',
      title: 'Too many requests',
      detail: `Too many requests: try again in ${seconds} seconds`,
    },
  });
});

test.each<[string, number, string, string, Message]>([
  ['a path that leads nowhere', 404, 'GET', '/tasks/', {}],
  ['a wrong method', 405, 'PUT', '/tasks', {}],
  ['a bad token', 401, 'GET', '/tasks', { token: 'bad' }],
  ['a large body', 429, 'POST', '/tasks', { text: 'x'.repeat(65_537) }],
  ['a form', 429, 'POST', '/tasks', { bytes: 'title=x' }],
  ['a malformed body', 429, 'POST', '/tasks', { text: '{' }],
  ['a bad field', 429, 'POST', '/tasks', { json: {} }],
  ['an unknown task', 429, 'DELETE', '/tasks/0', {}],
  ['nothing else wrong', 429, 'POST', '/tasks', { json: { title: 'x' } }],
  ['an answer that is known', 429, 'GET', '/tasks', { headers: { 'if-none-match': '*' } }],
  ['a malformed If-Match', 429, 'DELETE', '/tasks/1', { headers: { 'if-match': '1' } }],
  ['a cursor that leads nowhere', 429, 'GET', '/tasks/events?since=x', {}],
  ['a bulk', 429, 'POST', '/tasks/bulk', { json: { operations: [] } }],
])('past the limit, with %s, the answer is a %i', async (_, status, method, tail, message) => {
  const ada = await exhausted();
  const before = await booksOf(server, ada.id);
  const answer = await server.send(method, `/api/${ada.id}${tail}`, {
    token: ada.token,
    ...message,
  });
  expect(answer.status).toBe(status);
  expect(await booksOf(server, ada.id)).toEqual(before);
});

test('past the limit, tasks of somebody else are still a 403', async () => {
  const { token } = await exhausted();
  const { status, headers } = await server.send('GET', '/api/eve/tasks', { token });
  expect(status).toBe(403);
  expect(headers).not.toHaveProperty('retry-after');
});

test('one user past the limit is in nobody else’s way', async () => {
  const ada = await exhausted();
  const eve = await addPerson(server);
  const answer = await server.send('GET', `/api/${eve.id}/tasks`, { token: eve.token });
  expect(answer.headers['ratelimit']).toContain('r=2;');
  for (const path of ['/api/healthz', '/api/readyz', '/api/openapi.json']) {
    expect((await server.send('GET', path, { token: ada.token })).status).toBe(200);
  }
});

test('of requests that come at once, no more than the limit are let through', async () => {
  const ada = await addPerson(server);
  const get = () => server.send('GET', `/api/${ada.id}/tasks`, { token: ada.token });
  const answers = await Promise.all(Array.from({ length: 8 }, get));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
});

test('a limit of 0 is none, and no field speaks of it', async () => {
  const unlimited = await createTestServer({ API_RATE_LIMIT: '0' });
  try {
    const { id, token } = await addPerson(unlimited);
    const { status, headers } = await unlimited.send('GET', `/api/${id}/tasks`, { token });
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('ratelimit');
    expect(headers).not.toHaveProperty('ratelimit-policy');
  } finally {
    await unlimited.close();
  }
});

test('a bulk counts as many requests as it has operations', async () => {
  const ada = await addPerson(server);
  const first = await bulk(ada, 2);
  expect(first.status).toBe(200);
  expect(secondsIn(first.headers['ratelimit'], 1)).toBeGreaterThan(0);
  expect((await bulk(ada, 100)).status).toBe(200);
  expect((await bulk(ada, 1)).status).toBe(429);
});

test('of bulks that come at once, one at most goes past the limit', async () => {
  const ada = await addPerson(server);
  const input = { user_id: ada.id, operations: creations(100) };
  const path = '/api/trpc/tasks.bulk,tasks.bulk,tasks.bulk?batch=1';
  const json = { 0: input, 1: input, 2: input };
  const answer = await server.send('POST', path, { token: ada.token, json });
  expect(statusesIn(answer.json)).toEqual([200, 429, 429]);
  expect(await booksOf(server, ada.id)).toHaveProperty('tasks.length', 100);
});

test('the calls of a batch count one by one', async () => {
  const ada = await addPerson(server);
  const path = `/api/trpc/${Array(5).fill('tasks.list').join()}?batch=1&input=`;
  const inputs = Object.fromEntries(
    Array.from({ length: 5 }, (_, at) => [at, { user_id: ada.id }]),
  );
  const query = encodeURIComponent(JSON.stringify(inputs));
  const { status, json } = await server.send('GET', path + query, { token: ada.token });
  expect(status).toBe(207);
  expect(statusesIn(json)).toEqual([200, 200, 200, 429, 429]);
});

function bulk({ id, token }: Person, length: number) {
  const json = { operations: creations(length) };
  return server.send('POST', `/api/${id}/tasks/bulk`, { token, json });
}

function creations(length: number) {
  return Array.from({ length }, (_, at) => ({ op: 'create', title: `${at}` }));
}

/** The statuses of the answers in that to a batch. */
function statusesIn(json: unknown): number[] {
  const answers = json as { error?: { data: { problem: { status: number } } } }[];
  return answers.map(({ error }) => error?.data.problem.status ?? 200).toSorted((a, b) => a - b);
}

/** Somebody who has used up the limit. */
async function exhausted(): Promise<Person> {
  const person = await addPerson(server);
  for (let count = 0; count < 3; count += 1) {
    await server.send('GET', `/api/${person.id}/tasks`, { token: person.token });
  }
  return person;
}

/** The seconds of a `RateLimit` field that says that so many requests are left. */
function secondsIn(field: unknown, left: number): number {
  const [, seconds] = new RegExp(`^"user";r=${left};t=([1-9]\\d*)$`).exec(`${field}`) ?? [];
  return Number(seconds);
}
