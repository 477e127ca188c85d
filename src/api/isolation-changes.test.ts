import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '@/testing/answers';
import { createTestApp, type TestApp } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { bearer, callInProcess, type Client, clients, says } from '@/testing/clients';
import { addNeighbour, type Neighbour, withoutRequestId } from '@/testing/neighbours';

const ways = Object.entries(clients).map(([way, client]) => ({ way, client }));
const reads = ['tasks.changes', 'tasks.onChange'].flatMap((procedure) =>
  ways.filter(({ way }) => says(way, procedure)).map((row) => ({ procedure, ...row })),
);

let app: TestApp;
let mine: Neighbour;
let theirs: Neighbour;
let books: object[];
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  [mine, theirs] = await Promise.all([addNeighbour(app), addNeighbour(app)]);
  books = await bothBooks();
});
afterAll(() => app.close());

test.each(reads)('$procedure, $way: a cursor of another user is gone', async (row) => {
  const { procedure, client } = row;
  const follow = (since: string) =>
    client(app, { procedure, ...asMe({ since }) }) as Promise<Answer>;
  const answer = await follow(theirs.cursor);
  expect(answer.problem).toMatchObject({ status: 410, code: 'GONE' });
  expect(withoutRequestId(await follow('junk'))).toEqual(withoutRequestId(answer));
  expect(await follow(mine.cursor)).toMatchObject({ status: 200 });
});

describe.each(ways)('$way', ({ client }) => {
  test('restores no task of another user, and does not tell that it was deleted', async () => {
    const { id: user_id, taskId: id, token } = theirs;
    const input = { user_id, id };
    await callInProcess(app, { procedure: 'tasks.delete', input, headers: bearer(token) });
    books = await bothBooks();
    const restore = (taskId: number) =>
      client(app, { procedure: 'tasks.restore', ...asMe({ id: taskId }) }) as Promise<Answer>;
    const answer = await restore(id);
    expect(answer.problem).toMatchObject({ status: 404, detail: 'Task not found' });
    expect(withoutRequestId(await restore(9e15))).toEqual(withoutRequestId(answer));
    expect(await bothBooks()).toEqual(books);
  });

  test.each([
    { op: 'update', title: 'Changed' },
    { op: 'delete' },
    { op: 'complete', completed: true },
    { op: 'restore' },
  ])('does nothing of a bulk with a task of another user: $op', async (operation) => {
    const bulk = (id: number) => {
      const operations = [
        { op: 'create', title: 'New' },
        { ...operation, id },
        { op: 'delete', id: mine.taskId },
      ];
      return client(app, { procedure: 'tasks.bulk', ...asMe({ operations }) }) as Promise<Answer>;
    };
    const answer = await bulk(theirs.taskId);
    expect(answer.problem).toMatchObject({
      status: 404,
      detail: 'Task not found',
      errors: [{ pointer: '#/operations/1/id', detail: 'Task not found' }],
    });
    expect(withoutRequestId(await bulk(9e15))).toEqual(withoutRequestId(answer));
    expect(await bothBooks()).toEqual(books);
  });

  test('an Idempotency-Key of another user is no key of mine', async () => {
    expect(await createWithKey(client, theirs, 'Theirs')).toMatchObject({
      value: { title: 'Theirs' },
    });
    const answer = await createWithKey(client, mine, 'My own');
    expect(answer).toMatchObject({ value: { title: 'My own', user_id: mine.id } });
    expect(answer?.headers.has('idempotency-replayed')).toBe(false);
  });
});

/** An input of my own, with my token. */
function asMe(fields: object) {
  return { input: { user_id: mine.id, ...fields }, headers: bearer(mine.token) };
}

function createWithKey(client: Client, { id, token }: Neighbour, title: string) {
  const headers = { ...bearer(token), 'idempotency-key': 'k' };
  return client(app, { procedure: 'tasks.create', input: { user_id: id, title }, headers });
}

function bothBooks(): Promise<object[]> {
  return Promise.all([booksOf(app, mine.id), booksOf(app, theirs.id)]);
}
