import type { inferRouterInputs } from '@trpc/server';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, readAnswer, readRest } from '@/testing/answers';
import { createTestApp, PASSWORD, type TestApp } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { bearer, clients, procedures, says, send } from '@/testing/clients';
import { addNeighbour, type Neighbour, withoutRequestId } from '@/testing/neighbours';
import type { AppRouter } from './router';
import { routes } from './routes';

type Inputs = inferRouterInputs<AppRouter>;
type ProcedureName = {
  [R in keyof Inputs & string]: `${R}.${keyof Inputs[R] & string}`;
}[keyof Inputs & string];

/** What a procedure works on, and what a call needs beside the ids. */
interface Expectation {
  on: 'nothing' | 'tasks' | 'task' | 'account';
  fields?: (caller: Neighbour) => object;
}

const expectations: Record<ProcedureName, Expectation> = {
  'tasks.list': { on: 'tasks' },
  'tasks.create': { on: 'tasks', fields: () => ({ title: 'New' }) },
  'tasks.get': { on: 'task' },
  'tasks.update': { on: 'task', fields: () => ({ title: 'Changed', completed: true }) },
  'tasks.delete': { on: 'task' },
  'tasks.toggle': { on: 'task' },
  'tasks.restore': { on: 'task' },
  'tasks.deleted': { on: 'tasks' },
  'tasks.changes': { on: 'tasks' },
  'tasks.onChange': { on: 'tasks', fields: ({ cursor }) => ({ since: cursor }) },
  'tasks.bulk': {
    on: 'tasks',
    fields: () => ({ operations: [{ op: 'create', title: 'New', user_id: 'somebody else' }] }),
  },
  'sessions.list': { on: 'account' },
  'sessions.end': { on: 'account', fields: () => ({ id: 'any' }) },
  'sessions.endOthers': { on: 'account' },
  'account.changePassword': {
    on: 'account',
    fields: () => ({ current_password: PASSWORD, new_password: `${PASSWORD}!` }),
  },
  'account.delete': { on: 'account', fields: () => ({ current_password: PASSWORD }) },
  'system.live': { on: 'nothing' },
  'system.ready': { on: 'nothing' },
  'system.openapi': { on: 'nothing' },
};

const DENIED = "Access denied: user_id mismatch, not authorized to access this user's tasks";

const everyWay = Object.entries(expectations).flatMap(([procedure, expectation]) =>
  Object.entries(clients).map(([way, client]) => ({ procedure, way, client, ...expectation })),
);
const matrix = everyWay.filter(({ way, procedure }) => says(way, procedure));
const aboutTasks = matrix.filter(({ on }) => on === 'tasks' || on === 'task');

let app: TestApp;
let mine: Neighbour;
let theirs: Neighbour;
let theirBooks: object;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  [mine, theirs] = await Promise.all([addNeighbour(app), addNeighbour(app)]);
  theirBooks = await booksOf(app, theirs.id);
});
afterAll(() => app.close());

test.each(Object.keys(procedures))('it is written here what to expect of %s', (procedure) => {
  expect(Object.keys(expectations)).toContain(procedure);
});

describe.each(matrix.filter(({ on }) => on === 'nothing'))('$procedure, $way', (row) => {
  test('says the same with any token and without', async () => {
    const all = [{}, bearer(mine.token), bearer(theirs.token), bearer('bad')];
    const answers = await Promise.all(all.map((headers) => row.client(app, { ...row, headers })));
    const [value, ...values] = answers.map((answer) => answer?.value);
    expect(value).toBeDefined();
    expect(values).toEqual([value, value, value]);
  });
});

describe.each(aboutTasks)('$procedure, $way', (row) => {
  test('touches and shows the tasks of its own user only', async () => {
    const { problem, value } = await call(row, mine.id, mine.taskId);
    expect(problem).toBeUndefined();
    expect(ownersIn(value)).toEqual(row.procedure === 'tasks.delete' ? [] : [mine.id]);
    expect(await booksOf(app, theirs.id)).toEqual(theirBooks);
  });
});

describe.each(matrix.filter(({ on }) => on !== 'nothing'))('$procedure, $way', (row) => {
  test('is denied for the id of another user, and changes nothing', async () => {
    const myBooks = await booksOf(app, mine.id);
    const { problem } = await call(row, theirs.id, theirs.taskId);
    expect(problem).toMatchObject({ status: 403, code: 'FORBIDDEN', detail: DENIED });
    expect(await booksOf(app, theirs.id)).toEqual(theirBooks);
    expect(await booksOf(app, mine.id)).toEqual(myBooks);
  });

  test('does not tell whether another user exists', async () => {
    const real = await call(row, theirs.id, theirs.taskId);
    const invented = await call(row, crypto.randomUUID(), theirs.taskId);
    expect(withoutRequestId(invented)).toEqual(withoutRequestId(real));
  });
});

describe.each(matrix.filter(({ on }) => on === 'task'))('$procedure, $way', (row) => {
  test('knows no task of another user, and changes nothing', async () => {
    const myBooks = await booksOf(app, mine.id);
    const answer = await call(row, mine.id, theirs.taskId);
    expect(answer.problem).toMatchObject({ status: 404, detail: 'Task not found' });
    expect(await booksOf(app, theirs.id)).toEqual(theirBooks);
    expect(await booksOf(app, mine.id)).toEqual(myBooks);

    const unknown = await call(row, mine.id, 9e15);
    expect(withoutRequestId(unknown)).toEqual(withoutRequestId(answer));
  });
});

test.each(routes.filter(({ name }) => name.startsWith('tasks.')))(
  '$method $path: ids in the query and in the body mean nothing',
  async (route) => {
    const fields = expectations[route.name as ProcedureName].fields?.(mine);
    const forged = { user_id: theirs.id, userId: theirs.id, id: theirs.taskId, version: 99 };
    const known = { since: mine.cursor };
    const search = new URLSearchParams({ ...known, ...forged, id: `${forged.id}`, version: '99' });
    const path = route.path.replace('{user_id}', mine.id).replace('{id}', `${mine.taskId}`);
    const body = route.takesBody ? JSON.stringify({ ...fields, ...forged }) : undefined;
    const headers = bearer(mine.token);
    const response = await send(app, route.method, `${path}?${search}`, headers, body);
    expect(response.ok).toBe(true);
    const sent = { procedure: route.name, input: { user_id: mine.id, ...known }, headers };
    const { value } = await readAnswer(app, sent, response, readRest);
    expect(JSON.stringify(value ?? null)).not.toContain(theirs.id);
    expect(await booksOf(app, theirs.id)).toEqual(theirBooks);
  },
);

test('what the API itself sends to the database is watched for statements without an owner', async () => {
  const careless = await createTestApp();
  await careless.services.db.execute(sql`select count(*) from tasks`);
  await expect(careless.close()).rejects.toThrow('select count(*) from tasks');
});

/** With my token, on whatever these ids name. */
async function call(row: (typeof matrix)[number], userId: string, id: number): Promise<Answer> {
  const { procedure, on, fields } = row;
  const input = { user_id: userId, ...(on === 'task' && { id }), ...fields?.(mine) };
  return (await row.client(app, { procedure, input, headers: bearer(mine.token) })) as Answer;
}

/** Whose tasks a value shows, in lists, pages and events alike. */
function ownersIn(value: unknown): string[] {
  const shown = JSON.stringify(value ?? null).matchAll(/"user_id":"([^"]*)"/g);
  return [...new Set([...shown].map(([, owner = '']) => owner))];
}
