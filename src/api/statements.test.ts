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

test('over RPC it is no more', async () => {
  sent = [];
  await callRpc(app, {
    procedure: 'tasks.toggle',
    input: { user_id: ada.id, id: task.id },
    headers: bearer(ada.token),
  });
  expect(sent.filter(isOurs)).toHaveLength(1);
});

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
