import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Task, TaskSort } from '@/contract/tasks';
import { taskPriority, tasks } from '@/db/schema/tasks';
import type { Person } from '@/testing/app';
import { type Answer, createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const SORTINGS = TaskSort.options.flatMap((sort) => [
  `sort=${sort}&order=asc`,
  `sort=${sort}&order=desc`,
]);
const EMOJI = '😀';

let server: TestServer;
let eve: Person;

beforeAll(async () => {
  server = await createTestServer();
});

beforeEach(async () => {
  eve = await addPerson(server);
});

afterAll(() => server.close());

test.each(SORTINGS)('pages of ?%s make up the whole list, ties included', async (sorting) => {
  await addTies(eve, 14);
  const whole = (await list(eve, sorting)).json as Task[];
  for (const limit of [1, 3, 7, 13, 14, 15]) {
    const pages = await walk(eve, `${sorting}&limit=${limit}`);
    expect(pages.flat()).toEqual(whole);
    expect(pages).toHaveLength(Math.ceil(whole.length / limit));
  }
});

test('a page keeps to its query, whatever is in it', async () => {
  const search = EMOJI.repeat(200);
  const bob = await addPerson(server, `${'ü'.repeat(250)} /?#`);
  for (const title of [search, 'other', search, search]) {
    await create(bob, { title, tags: ['a&b=c +%'] });
  }
  const query = new URLSearchParams({ search, sort: 'title', tag: 'a&b=c +%', limit: '1' });
  const titles = (await walk(bob, String(query))).flat().map(({ title }) => title);
  expect(titles).toEqual([search, search, search]);
});

test('nothing that was there throughout is skipped or repeated while others come and go', async () => {
  const seed = fc.nat(11);
  const scenario = fc.record({
    sorting: fc.constantFrom(...SORTINGS),
    limit: fc.integer({ min: 1, max: 3 }),
    first: fc.array(seed, { minLength: 4, maxLength: 8 }),
    turns: fc.array(
      fc.record({
        added: fc.array(seed, { maxLength: 2 }),
        removed: fc.array(fc.nat(20), { maxLength: 2 }),
        removesLast: fc.boolean(),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  });
  const property = fc.asyncProperty(scenario, async ({ sorting, limit, first, turns }) => {
    const mia = await addPerson(server);
    for (const one of first) await create(mia, fieldsOf(one));
    const before = await idsOf(mia, sorting);
    const pages = await walk(mia, `${sorting}&limit=${limit}`, async (page, index) => {
      const { added = [], removed = [], removesLast } = turns[index] ?? {};
      for (const one of added) await create(mia, fieldsOf(one));
      const present = await idsOf(mia, sorting);
      const doomed = removed.map((place) => present[place]);
      for (const id of new Set([...doomed, removesLast ? page.at(-1)?.id : undefined])) {
        if (id === undefined) continue;
        await server.send('DELETE', `/api/${mia.id}/tasks/${id}`, { token: mia.token });
      }
    });
    const seen = pages.flat().map(({ id }) => id);
    const throughout = (await idsOf(mia, sorting)).filter((id) => before.includes(id));
    expect(seen.filter((id) => throughout.includes(id))).toEqual(throughout);
    expect(new Set(seen).size).toBe(seen.length);
  });
  await fc.assert(property, { numRuns: 15 });
});

test('a list without limit is never cut, and has no Link', async () => {
  await addTies(eve, 600);
  const { headers, json } = await list(eve, '');
  expect(json).toHaveLength(600);
  expect(headers).not.toHaveProperty('link');
  const cursor = await cursorOf(eve, 'limit=100');
  const rest = await list(eve, `cursor=${cursor}`);
  expect(rest.json).toEqual((json as Task[]).slice(100));
  expect(rest.headers).not.toHaveProperty('link');
});

test('a cursor is good for its own query only, whatever the size of the page', async () => {
  await addTies(eve, 3);
  const cursor = await cursorOf(eve, 'limit=2');
  for (const same of ['limit=1', 'limit=500', 'limit=1&status=all&sort=created&order=desc']) {
    expect((await list(eve, `${same}&cursor=${cursor}`)).status).toBe(200);
  }
  const others = ['status=pending', 'sort=updated', 'order=asc', 'search=a', 'search='];
  const more = ['priority=low', 'tag=home', 'due_before=2026-01-01', 'due_after=2026-01-01'];
  for (const other of [...others, ...more]) {
    const answer = await list(eve, `limit=2&${other}&cursor=${cursor}`);
    expect([other, answer.status, pointersOf(answer)]).toEqual([other, 422, ['#/cursor']]);
  }
});

test.each<[string, unknown[]]>([
  ['created', [null, 1, '', 'now', '0000-01-01T00:00:00.000000Z', '2026-02-30T00:00:00.000000Z']],
  ['updated', ['infinity', '2026-01-01', '0000-12-31T23:59:59.999999Z']],
  ['title', [null, 7, ['a'], '\ud800', 'a\udc00', '\0', 'x'.repeat(201)]],
  ['due_date', [null, 'today', '0000-01-01', '2026-02-30', 'Infinity']],
  ['priority', [null, 3, 'urgent', 'HIGH']],
])('a forged cursor of sort=%s is a 422', async (sort, keys) => {
  await addTies(eve, 3);
  const query = `sort=${sort}&limit=1`;
  const genuine = Buffer.from(await cursorOf(eve, query), 'base64url').toString();
  const [binding, key, id] = JSON.parse(genuine) as unknown[];
  const ids = [null, 0, -1, 1.5, '1', 2 ** 53, 1e300];
  for (const forged of [
    ...keys.map((wrong) => [binding, wrong, id]),
    ...ids.map((wrong) => [binding, key, wrong]),
    ['', key, id],
    [binding, key],
    [binding, key, id, id],
    { binding, key, id },
  ]) {
    const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url');
    const answer = await list(eve, `${query}&cursor=${cursor}`);
    expect([forged, answer.status, pointersOf(answer)]).toEqual([forged, 422, ['#/cursor']]);
  }
});

function list({ id, token }: Person, query: string): Promise<Answer> {
  return server.send('GET', `/api/${encodeURIComponent(id)}/tasks?${query}`, { token });
}

/** Follows the links as they stand, to the end; `turn` is what happens between two pages. */
async function walk(
  person: Person,
  query: string,
  turn: (page: Task[], index: number) => Promise<void> = async () => undefined,
): Promise<Task[][]> {
  const pages: Task[][] = [];
  let answer = await list(person, query);
  for (;;) {
    expect(answer.status).toBe(200);
    const page = answer.json as Task[];
    pages.push(page);
    const next = nextOf(answer);
    if (next === undefined) return pages;
    await turn(page, pages.length - 1);
    answer = await server.send('GET', next, { token: person.token });
  }
}

/** Path and query of the link to the next page, which is absolute. */
function nextOf({ headers }: Answer): string | undefined {
  if (headers['link'] === undefined) return undefined;
  const link = /^<http:\/\/localhost:3000(\/api\/[!-~]+)>; rel="next"$/.exec(`${headers['link']}`);
  expect(link).not.toBeNull();
  return link?.[1];
}

async function cursorOf(person: Person, query: string): Promise<string> {
  const next = nextOf(await list(person, query)) ?? '';
  return new URLSearchParams(next.split('?')[1]).get('cursor') ?? '';
}

async function idsOf(person: Person, query: string): Promise<number[]> {
  return ((await list(person, query)).json as Task[]).map(({ id }) => id);
}

function pointersOf({ json }: Answer): unknown {
  return (json as { errors?: { pointer: string }[] }).errors?.map(({ pointer }) => pointer);
}

async function create({ id, token }: Person, json: object): Promise<Task> {
  const path = `/api/${encodeURIComponent(id)}/tasks`;
  return (await server.send('POST', path, { token, json })).json as Task;
}
/** Values that often meet, and every kind of them. */
function fieldsOf(seed: number) {
  return {
    title: ['b', 'B', 'é "\\%', EMOJI][seed % 4] ?? '',
    due_date: [null, '0001-01-01', '9999-12-31'][seed % 3] ?? null,
    priority: taskPriority.enumValues[seed % 4] ?? 'none',
  };
}

/** Past the procedures, which give each task a time of its own. */
async function addTies({ id: userId }: Person, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const { title, due_date: dueDate, priority } = fieldsOf(index);
    const instant = `2026-01-0${1 + (index % 3)}T00:00:00.00000${index % 2}Z`;
    const times = { createdAt: instant, updatedAt: instant };
    return { userId, title, dueDate, priority, version: index + 1, ...times };
  });
  await server.services.db.insert(tasks).values(rows);
}
