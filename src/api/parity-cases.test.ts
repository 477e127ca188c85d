import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { bearer, callInProcess, callRest, callRpc, type Client, clients } from '@/testing/clients';
import { addPerson } from '@/testing/people';
import { snapshotSchemas } from '@/testing/schema-snapshot';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test.each(Object.entries(clients))(
  'the pages of a list are those of the contract: %s',
  async (_, client) => {
    const person = await addPerson(app);
    for (const title of ['a', 'b', 'c', 'd', 'e']) await create(client, person, { title });
    expect(await walkPages(client, person, { limit: 2, sort: 'title' })).toEqual([
      'a b',
      'c d',
      'e',
    ]);
  },
);

test.each([[[]], [['a']], ['text'], [7], [true], [null]])(
  'an input that is no object is the same problem over RPC and REST: %j',
  async (input) => {
    const { id, token } = await addPerson(app);
    const call = { procedure: 'tasks.create', input, headers: bearer(token) };
    const { problem } = await callRpc(app, call);
    const response = await app.handle(
      new Request(`${app.services.env.BETTER_AUTH_URL}/api/${id}/tasks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: JSON.stringify(input),
      }),
    );
    expect(problem).toMatchObject({ status: 422, detail: 'must be an object' });
    expect(await response.json()).toEqual({ ...problem, instance: expect.any(String) });
  },
);

test('REST calls change no schema, so RPC stays as strict as it was', async () => {
  const person = await addPerson(app);
  const before = snapshotSchemas();
  const { id } = await create(callRest, person, { title: 'Strict', completed: false });
  const target = { user_id: person.id, id };
  const headers = bearer(person.token);
  const inputs = {
    'tasks.list': { user_id: person.id, limit: 1 },
    'tasks.get': target,
    'tasks.update': { ...target, completed: true },
    'tasks.toggle': { ...target, completed: false },
    'tasks.delete': target,
    'tasks.restore': target,
    'tasks.deleted': { user_id: person.id, limit: 1 },
    'tasks.changes': { user_id: person.id, limit: 1 },
    'tasks.onChange': { user_id: person.id },
    'tasks.bulk': { user_id: person.id, operations: [{ op: 'restore', id }] },
  };
  for (const [procedure, input] of Object.entries(inputs)) {
    const answer = await callRest(app, { procedure, input, headers });
    expect(answer?.problem).toBeUndefined();
  }
  expect(snapshotSchemas()).toEqual(before);

  const input = { ...target, completed: 'false' };
  for (const client of [callRpc, callInProcess]) {
    const { problem } = await client(app, { procedure: 'tasks.toggle', input, headers });
    expect(problem).toMatchObject({ status: 422, detail: 'completed: must be a boolean' });
  }
});

async function create(client: Client, person: Person, fields: object): Promise<Task> {
  const input = { user_id: person.id, ...fields };
  const headers = bearer(person.token);
  const answer = await client(app, { procedure: 'tasks.create', input, headers });
  return answer?.value as Task;
}

async function walkPages(client: Client, { id, token }: Person, query: object): Promise<string[]> {
  const pages: string[] = [];
  let cursor: string | null | undefined;
  do {
    const input = { user_id: id, ...query, ...(cursor && { cursor }) };
    const answer = await client(app, { procedure: 'tasks.list', input, headers: bearer(token) });
    const tasks = answer?.value as Task[];
    pages.push(tasks.map(({ title }) => title).join(' '));
    const next = /<(.*)>; rel="next"/.exec(answer?.headers.get('link') ?? '')?.[1];
    cursor = next && new URL(next).searchParams.get('cursor');
  } while (cursor);
  return pages;
}

test.each([
  ['without a token', false, 401],
  ['with one', true, 415],
])('a form over RPC %s is judged as over REST', async (_, isSignedIn, status) => {
  const { id, token } = await addPerson(app);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(isSignedIn && bearer(token)),
  };
  for (const path of ['/api/trpc/tasks.create', `/api/${id}/tasks`]) {
    const url = `${app.services.env.BETTER_AUTH_URL}${path}`;
    const response = await app.handle(new Request(url, { method: 'POST', headers, body: 'a=b' }));
    expect(response.status).toBe(status);
  }
});
