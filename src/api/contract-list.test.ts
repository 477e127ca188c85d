import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { type Answer, createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const APPLE = 'apple 50% off';
const TASKS = {
  a: { title: 'Draft', due_date: '2026-01-10', priority: 'low', tags: ['home'] },
  b: {
    title: 'Banana_split',
    description: 'ÉCOLE',
    due_date: '2026-01-11',
    priority: 'high',
    completed: true,
    tags: ['home', 'Shop'],
  },
  c: { title: 'cherry', description: String.raw`C:\temp; more` },
  d: { title: 'École', due_date: '2026-01-12', priority: 'high', tags: ['shop'] },
  e: { title: APPLE, due_date: '2026-01-11', priority: 'medium', completed: true },
};
const EMOJI = '😀';

let server: TestServer;
let ada: Person;
const letters = new Map<number, string>();

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server, 'ada');
  for (const [letter, fields] of Object.entries(TASKS)) {
    letters.set((await create(ada, fields)).id, letter);
  }
  const [first] = letters.keys();
  const message = { token: ada.token, json: { title: APPLE } };
  await server.send('PUT', `/api/ada/tasks/${first}`, message);
});

afterAll(() => server.close());

test.each([
  ['', 'edcba'],
  ['status=all', 'edcba'],
  ['status=pending', 'dca'],
  ['status=completed', 'eb'],
  ['priority=none', 'c'],
  ['priority=low', 'a'],
  ['priority=medium', 'e'],
  ['priority=high', 'db'],
  ['tag=home', 'ba'],
  ['tag=shop', 'd'],
  ['tag=+Shop+', 'b'],
  ['tag=hom', ''],
  ['due_before=2026-01-11', 'a'],
  ['due_after=2026-01-11', 'd'],
  ['due_after=2026-01-10&due_before=2026-01-12', 'eb'],
  ['search=APPLE+50', 'ea'],
  ['search=%25', 'ea'],
  ['search=%', 'ea'],
  ['search=a%25e', ''],
  ['search=_', 'b'],
  ['search=a_ple', ''],
  ['search=%5C', 'c'],
  ['search=:%5Ct', 'c'],
  ['search=;', 'c'],
  ['search=%C3%A9Cole', 'db'],
  ['search=%C3%89COLE', 'db'],
  ['search=%27%20or%20true%20--', ''],
  ['search=', 'edcba'],
  ['status=completed&priority=high&tag=home&search=split', 'b'],
  ['sort=created', 'edcba'],
  ['sort=created&order=asc', 'abcde'],
  ['order=asc', 'abcde'],
  ['sort=updated', 'aedcb'],
  ['sort=updated&order=asc', 'bcdea'],
  ['sort=title', 'aebcd'],
  ['sort=title&order=desc', 'dcbea'],
  ['sort=due_date', 'abedc'],
  ['sort=due_date&order=desc', 'debac'],
  ['sort=priority', 'dbeac'],
  ['sort=priority&order=asc', 'caebd'],
  ['limit=2', 'ed'],
  ['limit=500', 'edcba'],
  ['colour=red&Status=done&limit[]=0&user_id=eve&id=x', 'edcba'],
  ['__proto__=1&constructor=1&toString=1&hasOwnProperty=1', 'edcba'],
])('?%s lists %s', async (query, expected) => {
  const { status, json } = await list(ada, query);
  const found = (json as Task[]).map(({ id }) => letters.get(id));
  expect([status, found.join('')]).toEqual([200, expected]);
});

test.each([
  ['status', ['', 'done', 'ALL', 'pending%20', 'true']],
  ['sort', ['', 'id', 'Title', 'constructor', '__proto__']],
  ['order', ['', 'up', 'ASC']],
  ['search', [EMOJI.repeat(201), '%00']],
  ['priority', ['', 'urgent', 'High', '0']],
  ['tag', ['', '%20', EMOJI.repeat(33), 'a%00']],
  ['due_before', ['', '2026-02-30', '2026-1-1', '0000-01-01', 'today', '2026-01-01T00:00:00Z']],
  ['due_after', ['', '2025-02-29', '20260101', '0000-12-31', '-infinity', '02026-01-01']],
  ['limit', ['', '0', '501', '1.5', 'abc', '05', '-1', '+5', '1e2', '0x5', '5.0', '%205', 'NaN']],
  ['cursor', ['', 'x', 'W10', 'bnVsbA', 'e30', '%FF', '%00', 'x'.repeat(2_001)]],
])('a value of %s that it cannot have is a 422', async (name, values) => {
  for (const value of values) {
    const answer = await list(ada, `${name}=${encodeURI(value).replaceAll('%25', '%')}`);
    expect([value, answer.status, pointersOf(answer)]).toEqual([value, 422, [`#/${name}`]]);
  }
});

test.each([
  ['status', 'all'],
  ['sort', 'title'],
  ['order', 'asc'],
  ['search', 'a'],
  ['priority', 'low'],
  ['tag', 'home'],
  ['due_before', '2026-01-01'],
  ['due_after', '2026-01-01'],
  ['limit', '2'],
  ['cursor', 'x'],
])('%s given twice is a 422', async (name, value) => {
  const answer = await list(ada, `${name}=${value}&${name}=${value}`);
  expect([answer.status, pointersOf(answer)]).toEqual([422, [`#/${name}`]]);
});

test('everything that is wrong with a query is said at once', async () => {
  const answer = await list(ada, 'status=x&sort=x&limit=0&due_after=x&cursor=%00');
  const pointers = ['#/status', '#/sort', '#/due_after', '#/limit', '#/cursor'];
  expect(pointersOf(answer)).toEqual(pointers);
});

function list({ id, token }: Person, query: string): Promise<Answer> {
  return server.send('GET', `/api/${encodeURIComponent(id)}/tasks?${query}`, { token });
}

function pointersOf({ json }: Answer): unknown {
  return (json as { errors?: { pointer: string }[] }).errors?.map(({ pointer }) => pointer);
}

async function create({ id, token }: Person, json: object): Promise<Task> {
  const path = `/api/${encodeURIComponent(id)}/tasks`;
  return (await server.send('POST', path, { token, json })).json as Task;
}
