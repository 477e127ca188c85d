import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { createTestServer, type TestServer } from '@/testing/http';
import { taskWith } from '@/testing/task';
import { filterBy, orderBy } from './filter-tasks';
import { PRIORITIES, SORTS, STATUSES } from './use-filters';

let server: TestServer;
let ada: Person;
let tasks: Task[];

beforeAll(async () => {
  server = await createTestServer();
  ada = await server.signUp();
  const operations = Array.from({ length: 40 }, (_, index) => ({
    op: 'create',
    title: `${['milk', 'Milk', '100 %', 'a_b'][index % 4]} ${index % 7}`,
    description: index % 3 === 0 ? 'About MILK' : null,
    completed: index % 5 === 0,
    due_date: index % 2 === 0 ? `2026-12-${10 + (index % 9)}` : null,
    priority: PRIORITIES[index % 4],
    tags: index % 3 === 0 ? ['home'] : ['home', 'work'].slice(index % 2),
  }));
  const path = `/api/${ada.id}/tasks`;
  await server.send('POST', `${path}/bulk`, { token: ada.token, json: { operations } });
  tasks = (await server.send('GET', path, { token: ada.token })).json as Task[];
});
afterAll(() => server.close());

const filters = fc.record({
  search: fc.constantFrom('', 'milk', 'MILK', '%', '_', 'no such'),
  status: fc.constantFrom(...STATUSES),
  sort: fc.constantFrom(...SORTS.filter((sort) => sort !== 'title')),
  priority: fc.constantFrom(null, ...PRIORITIES),
  tag: fc.constantFrom(null, 'home', 'work', 'none'),
});

test('the page shows what the API lists for the same words in the URL', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (asked) => {
      const query = Object.entries(asked).filter(([, value]) => value !== null && value !== '');
      const search = new URLSearchParams(query as [string, string][]);
      const answer = await server.send('GET', `/api/${ada.id}/tasks?${search}`, {
        token: ada.token,
      });
      const listed = (answer.json as Task[]).map(({ id }) => id);
      const shown = tasks
        .filter(filterBy(asked))
        .toSorted(orderBy(asked.sort))
        .map(({ id }) => id);
      expect(shown.toSorted()).toEqual(listed.toSorted());
    }),
    { numRuns: 60 },
  );
});

const EVERYTHING = {
  search: '',
  status: 'all',
  sort: 'due_date',
  priority: null,
  tag: null,
} as const;

test.each([
  ['bread milk', true],
  ['MILK litres', true],
  ['errands', true],
  ['#errands milk', true],
  ['milk butter', false],
  ['#milk', false],
])('a search for %j finds milk and bread that are tagged errands: %s', (search, isFound) => {
  const task = taskWith({
    title: 'Milk and bread',
    description: 'Two litres',
    tags: ['errands'],
  });
  expect(filterBy({ ...EVERYTHING, search })(task)).toBe(isFound);
});

test('by default what is due comes first, the earliest before others, then the newest', () => {
  const found = [
    taskAt(1, { title: 'old' }),
    taskAt(6, { title: 'done', completed: true, due_date: '2026-01-01' }),
    taskAt(2, { title: 'far', due_date: '2026-12-24' }),
    taskAt(4, { title: 'new' }),
    taskAt(3, { title: 'near', due_date: '2026-11-23' }),
  ];
  const titles = found.toSorted(orderBy(EVERYTHING.sort)).map(({ title }) => title);
  expect(titles).toEqual(['near', 'far', 'done', 'new', 'old']);
});

function taskAt(minute: number, own: Partial<Task>): Task {
  return taskWith({ created_at: `2026-11-01T10:0${minute}:00.000Z`, ...own });
}
