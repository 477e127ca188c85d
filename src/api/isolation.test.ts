import type { inferRouterInputs } from '@trpc/server';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { booksOf } from '@/testing/books';
import { type Answer, bearer, callInProcess, clients, procedures, send } from '@/testing/clients';
import { addPerson } from '@/testing/people';
import type { AppRouter } from './router';
import { routes } from './routes';

type Inputs = inferRouterInputs<AppRouter>;
type ProcedureName = {
  [R in keyof Inputs & string]: `${R}.${keyof Inputs[R] & string}`;
}[keyof Inputs & string];

/** What a procedure works on, and what a call needs beside the ids. */
interface Expectation {
  on: 'nothing' | 'tasks' | 'task';
  fields?: object;
}

const expectations: Record<ProcedureName, Expectation> = {
  'tasks.list': { on: 'tasks' },
  'tasks.create': { on: 'tasks', fields: { title: 'New' } },
  'tasks.get': { on: 'task' },
  'tasks.update': { on: 'task', fields: { title: 'Changed', completed: true } },
  'tasks.delete': { on: 'task' },
  'tasks.toggle': { on: 'task' },
  'tasks.restore': { on: 'task' },
  'tasks.changes': { on: 'tasks' },
  'tasks.onChange': { on: 'tasks' },
  'tasks.bulk': { on: 'tasks', fields: { operations: [{ op: 'create', title: 'New' }] } },
  'system.live': { on: 'nothing' },
  'system.ready': { on: 'nothing' },
  'system.openapi': { on: 'nothing' },
};

/** Somebody with one task. */
interface Owner extends Person {
  taskId: number;
}

const DENIED = "Access denied: user_id mismatch, not authorized to access this user's tasks";

const matrix = Object.entries(expectations).flatMap(([procedure, expectation]) =>
  Object.entries(clients).map(([way, client]) => ({ procedure, way, client, ...expectation })),
);

let app: TestApp;
let mine: Owner;
let theirs: Owner;
let theirBooks: object;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  [mine, theirs] = await Promise.all([addOwner(), addOwner()]);
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

describe.each(matrix.filter(({ on }) => on !== 'nothing'))('$procedure, $way', (row) => {
  test('touches and shows the tasks of its own user only', async () => {
    const { problem, value } = await call(row, mine.id, mine.taskId);
    expect(problem).toBeUndefined();
    const shown = [value ?? []].flat() as Task[];
    expect(shown.filter((task) => task.user_id !== mine.id)).toEqual([]);
    expect(await booksOf(app, theirs.id)).toEqual(theirBooks);
  });

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

test.each(routes.filter(({ meta }) => meta.openapi.protect))(
  '$method $path: ids in the query and in the body mean nothing',
  async (route) => {
    const { fields } = expectations[route.name as ProcedureName];
    const forged = { user_id: theirs.id, userId: theirs.id, id: theirs.taskId, version: 99 };
    const search = `?user_id=${theirs.id}&userId=${theirs.id}&id=${theirs.taskId}`;
    const path = route.path.replace('{user_id}', mine.id).replace('{id}', String(mine.taskId));
    const body = route.takesBody ? JSON.stringify({ ...fields, ...forged }) : undefined;
    const response = await send(app, route.method, path + search, bearer(mine.token), body);
    expect(response.ok).toBe(true);
    expect(await response.text()).not.toContain(theirs.id);
    expect(await booksOf(app, theirs.id)).toEqual(theirBooks);
  },
);

test('what the API itself sends to the database is watched for statements without an owner', async () => {
  const careless = await createTestApp();
  await careless.services.db.execute(sql`select count(*) from tasks`);
  await expect(careless.close()).rejects.toThrow('select count(*) from tasks');
});

async function addOwner(): Promise<Owner> {
  const person = await addPerson(app);
  const input = { user_id: person.id, title: 'Mine' };
  const headers = bearer(person.token);
  const { value } = await callInProcess(app, { procedure: 'tasks.create', input, headers });
  return { ...person, taskId: (value as Task).id };
}

/** With my token, on whatever these ids name. */
async function call(row: (typeof matrix)[number], userId: string, id: number): Promise<Answer> {
  const { procedure, on, fields } = row;
  const input = { user_id: userId, ...(on === 'task' && { id }), ...fields };
  return (await row.client(app, { procedure, input, headers: bearer(mine.token) })) as Answer;
}

function withoutRequestId({ status, headers, problem }: Answer) {
  const others = [...headers].filter(([name]) => name !== 'x-request-id');
  return { status, headers: others, problem: { ...problem, instance: '' } };
}
