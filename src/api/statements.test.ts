import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { bearer, callRest, callRpc } from '@/testing/clients';

let app: TestApp;
let ada: Person;
let task: Task;
let sent: string[] = [];

beforeAll(async () => {
  app = await createTestApp({}, { onStatement: (statement) => sent.push(statement) });
  ada = await app.signUp();
  task = (await call('tasks.create', { title: 'Buy milk' })).value as Task;
});
afterAll(() => app.close());

/** What procedures are called with, beside the user. */
const CALLS: [string, string, () => object][] = [
  ['tasks.list', 'of all', () => ({})],
  ['tasks.list', 'by title', () => ({ status: 'pending', sort: 'title' })],
  ['tasks.get', '', () => ({ id: task.id })],
  ['tasks.create', '', () => ({ title: 'Buy bread', tags: ['home'] })],
  ['tasks.update', '', () => ({ id: task.id, title: 'Buy oat milk' })],
  ['tasks.toggle', '', () => ({ id: task.id })],
  ['tasks.changes', '', () => ({})],
  ['tasks.delete', '', () => ({ id: task.id })],
  ['tasks.restore', '', () => ({ id: task.id })],
];

test.each(CALLS)('%s %s is one statement', async (procedure, _, input) => {
  sent = [];
  const { problem } = await call(procedure, input());
  expect(problem).toBeUndefined();
  expect(sent.filter(isOurs)).toHaveLength(1);
});

test('a list that the client has is one statement', async () => {
  const { headers } = await call('tasks.list', {});
  sent = [];
  const known = { 'if-none-match': headers.get('etag') ?? '' };
  expect((await call('tasks.list', {}, known)).status).toBe(304);
  expect(sent.filter(isOurs)).toHaveLength(1);
});

test.each([
  ['tasks.create', 'as a create', () => ({ title: 'Buy bread' })],
  ['tasks.restore', 'as a restore', () => ({ id: task.id })],
  ['tasks.bulk', 'as a bulk of 100', () => ({ operations: operations(100) })],
])('%s with a key is one statement, and so is its replay, %s', async (procedure, _, input) => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  const asked = input();
  sent = [];
  const first = await call(procedure, asked, key);
  expect(first.problem).toBeUndefined();
  expect(sent.filter(isOurs)).toHaveLength(1);
  const again = await call(procedure, asked, key);
  expect([again.value, again.headers.get('idempotency-replayed')]).toEqual([first.value, 'true']);
  expect(sent.filter(isOurs)).toHaveLength(2);
});

test.each([1, 100])('a bulk of %d is one statement', async (count) => {
  sent = [];
  const { problem } = await call('tasks.bulk', { operations: operations(count) });
  expect(problem).toBeUndefined();
  expect(sent.filter(isOurs)).toHaveLength(1);
});

test('of all writes none begins a transaction of its own', async () => {
  sent = [];
  await call('tasks.bulk', { operations: operations(2) }, { 'idempotency-key': 'another' });
  expect(sent.filter((statement) => /^(begin|commit)/.test(statement))).toEqual([]);
});

test('over RPC it is no more', async () => {
  sent = [];
  await callRpc(app, {
    procedure: 'tasks.toggle',
    input: { user_id: ada.id, id: task.id },
    headers: bearer(ada.token),
  });
  expect(sent.filter(isOurs)).toHaveLength(1);
});

function operations(count: number): object[] {
  const created = Array.from({ length: count - 1 }, () => ({ op: 'create', title: 'Buy bread' }));
  return [{ op: 'complete', id: task.id }, ...created];
}

async function call(procedure: string, input: object, headers: Record<string, string> = {}) {
  const answer = await callRest(app, {
    procedure,
    input: { user_id: ada.id, ...input },
    headers: { ...bearer(ada.token), ...headers },
  });
  if (!answer) throw new Error(`${procedure} has no path`);
  return answer;
}

/** The process asks for ended sessions and revisions by itself. */
function isOurs(statement: string): boolean {
  return /"(tasks|task_revisions)"/.test(statement);
}
