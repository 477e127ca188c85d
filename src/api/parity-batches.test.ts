import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Problem } from '@/contract/problem';
import type { Task } from '@/contract/tasks';
import { createTestApp, type TestApp } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { bearer, callRpcBatch, send } from '@/testing/clients';
import { addNeighbour, type Neighbour } from '@/testing/neighbours';

let app: TestApp;
let ada: Neighbour;
let books: object;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  ada = await addNeighbour(app);
  books = await booksOf(app, ada.id);
});
afterAll(() => app.close());

test.each([
  ['If-Match', '"1"', ','],
  ['If-Match', '*', '%2C'],
  ['If-Match', 'no tag', '%2c'],
  ['Idempotency-Key', 'k', ','],
  ['Idempotency-Key', '', '%2C'],
  ['Idempotency-Key', 'no key', '%2c'],
])(
  '%s: %s, with several calls parted by %s, is refused and changes nothing',
  async (name, value, comma) => {
    const update = { user_id: ada.id, id: ada.taskId, title: 'Changed' };
    const create = { user_id: ada.id, title: 'New' };
    const response = await sendBatch(
      `tasks.update${comma}tasks.create`,
      { 0: update, 1: create },
      { [name]: value },
    );
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { data: { problem: Problem } } };
    expect(error.data.problem).toMatchObject({
      code: 'BAD_REQUEST',
      detail: `${name} is about one call: send that call outside of a batch`,
    });
    expect(await booksOf(app, ada.id)).toEqual(books);
  },
);

test.each([
  ['If-Match', '"1"', 200],
  ['If-Match', '"7"', 412],
])('%s: %s holds in a batch of one call', async (name, value, status) => {
  const update = { user_id: ada.id, id: ada.taskId, title: 'Changed' };
  const response = await sendBatch('tasks.update', { 0: update }, { [name]: value });
  expect(response.status).toBe(status);
  expect(response.headers.get('etag')).toBe(status === 200 ? '"4"' : '"1"');
});

test('an Idempotency-Key holds in a batch of one call', async () => {
  const create = { user_id: ada.id, title: 'New' };
  const answers = [];
  for (const _ of [1, 2]) {
    const response = await sendBatch('tasks.create', { 0: create }, { 'idempotency-key': 'k' });
    answers.push(response.headers.get('idempotency-replayed'), await response.json());
  }
  expect(answers).toEqual([null, answers[1], 'true', answers[1]]);
});

test('If-None-Match spares work only, so a batch of several calls ignores it', async () => {
  const [list] = await callRpcBatch(app, [listing()]);
  const tag = list?.headers.get('etag') ?? '';
  const again = listing({ 'if-none-match': tag });
  expect(await callRpcBatch(app, [again])).toMatchObject([{ status: 304 }]);

  const answers = await callRpcBatch(app, [again, again]);
  for (const { status, value, headers } of answers) {
    expect(status).toBe(200);
    expect((value as Task[]).map(({ id }) => id)).toEqual([ada.taskId]);
    expect(headers.has('etag')).toBe(false);
  }
});

test('a batch of several calls has no header about one of them', async () => {
  const first = { procedure: 'tasks.list', headers: bearer(ada.token) };
  const input = { user_id: ada.id, limit: 1 };
  await callRpcBatch(app, [creation('a'), creation('b')]);
  const [alone] = await callRpcBatch(app, [{ ...first, input }]);
  expect(alone?.headers.has('link')).toBe(true);
  expect(alone?.headers.has('etag')).toBe(true);
  const [inCompany] = await callRpcBatch(app, [{ ...first, input }, listing()]);
  expect(inCompany?.headers.has('link')).toBe(false);
  expect(inCompany?.headers.has('etag')).toBe(false);
});

test.each([['tasks.onChange'], ['tasks.onChange,tasks.onChange']])(
  'events are refused in a batch: %s',
  async (path) => {
    const input = { user_id: ada.id, since: ada.cursor };
    const search = `batch=1&input=${encodeURIComponent(JSON.stringify({ 0: input, 1: input }))}`;
    const response = await send(app, 'GET', `/api/trpc/${path}?${search}`, bearer(ada.token));
    expect(response.status).toBe(400);
    const items = (await response.json()) as { error: { data: { problem: Problem } } }[];
    expect(items).toHaveLength(path.split(',').length);
    for (const { error } of items) expect(error.data.problem).toMatchObject({ status: 400 });
  },
);

/** A batch of mutations, with its path as it is written. */
function sendBatch(path: string, inputs: object, headers: Record<string, string>) {
  const body = JSON.stringify(inputs);
  const all = { ...bearer(ada.token), ...headers };
  return send(app, 'POST', `/api/trpc/${path}?batch=1`, all, body);
}

function creation(title: string) {
  const input = { user_id: ada.id, title };
  return { procedure: 'tasks.create', input, headers: bearer(ada.token) };
}

function listing(headers: Record<string, string> = {}) {
  const input = { user_id: ada.id };
  return { procedure: 'tasks.list', input, headers: { ...bearer(ada.token), ...headers } };
}
