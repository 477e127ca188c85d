import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListTasks, type Task, type TaskQuery, TaskSort, TaskStatus } from '@/contract/tasks';
import { addRows, dueDate, priority, tag, taskRows, word } from '@/testing/arbitrary-tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { taskPriority } from './schema/tasks';
import { listTasks } from './task-list';

const filter = fc.oneof(
  fc.record({ status: fc.constantFrom(...TaskStatus.options) }),
  fc.record({ search: word }),
  fc.record({ priority }),
  fc.record({ tag }),
  fc.record({ due_before: dueDate }),
  fc.record({ due_after: dueDate }),
);
// More than two at once leave nothing to compare.
const filters = fc
  .array(filter, { maxLength: 2 })
  .map((chosen): Partial<TaskQuery> => Object.assign({}, ...chosen));
const sorts = fc.record(
  { sort: fc.constantFrom(...TaskSort.options), order: fc.constantFrom('asc', 'desc') },
  { requiredKeys: [] },
);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a list has the tasks that match, in the order asked for', async () => {
  const property = fc.asyncProperty(taskRows, filters, sorts, async (rows, filtering, sorting) => {
    const userId = await addOwner(database.db);
    await addRows(database.db, userId, rows);
    const all = await list({ user_id: userId });
    expect(all).toHaveLength(rows.length);

    const query = { user_id: userId, ...filtering, ...sorting };
    const expected = all.filter(matches(query)).toSorted(comparison(query));
    expect(await list(query)).toEqual(expected);
    expect(await listByPages({ ...query, limit: 3 })).toEqual(expected);
  });
  await expect(fc.assert(property)).resolves.toBeUndefined();
});

test.each([
  ['100%', '%'],
  ['snake_case', '_'],
  [String.raw`C:\temp`, '\\'],
  [String.raw`C:\temp`, String.raw`\t`],
  ['ÉCOLE', 'école'],
  ['école', 'ÉCOLE'],
  ['Straße', 'STRAßE'],
  ['ЗАДАЧА', 'задача'],
])('in %s, a search for %s finds the letters as they are, in any case', async (title, search) => {
  const userId = await addOwner(database.db);
  const tasks = [await addTask(database.db, userId, { title })];
  tasks.unshift(await addTask(database.db, userId, { description: `more: ${title}.` }));
  await addTask(database.db, userId, { description: 'nothing' });
  expect(await list({ user_id: userId, search })).toEqual(tasks);
});

type Input = { user_id: string } & Partial<TaskQuery>;

async function list(input: Input): Promise<Task[]> {
  return (await listTasks(database.db, input.user_id, ListTasks.parse(input)))?.tasks ?? [];
}

async function listByPages(input: Input): Promise<Task[]> {
  const page = await listTasks(database.db, input.user_id, ListTasks.parse(input));
  if (!page) throw new Error('The cursor was refused');
  return page.next
    ? [...page.tasks, ...(await listByPages({ ...input, cursor: page.next }))]
    : page.tasks;
}

function matches({ status = 'all', search = '', ...query }: Input): (task: Task) => boolean {
  const sought = search.toLowerCase();
  return (task) =>
    (status === 'all' || task.completed === (status === 'completed')) &&
    `${task.title}\n${task.description ?? ''}`.toLowerCase().includes(sought) &&
    (!query.priority || task.priority === query.priority) &&
    (!query.tag || task.tags.includes(query.tag)) &&
    (!query.due_before || (task.due_date !== null && task.due_date < query.due_before)) &&
    (!query.due_after || (task.due_date !== null && task.due_date > query.due_after));
}

function comparison({ sort = 'created', order }: Input): (a: Task, b: Task) => number {
  const ascends = sort === 'title' || sort === 'due_date' ? order !== 'desc' : order === 'asc';
  const sign = ascends ? 1 : -1;
  return (a, b) => {
    if (sort === 'due_date' && (a.due_date === null) !== (b.due_date === null)) {
      return a.due_date === null ? 1 : -1;
    }
    return sign * (comparisons[sort](a, b) || a.id - b.id);
  };
}

const priorities: readonly string[] = taskPriority.enumValues;
const collator = new Intl.Collator('und');

const comparisons: Record<TaskQuery['sort'], (a: Task, b: Task) => number> = {
  created: (a, b) => compare(a.created_at, b.created_at),
  updated: (a, b) => compare(a.updated_at, b.updated_at),
  title: (a, b) => collator.compare(a.title, b.title) || compare(a.title, b.title),
  due_date: (a, b) => compare(a.due_date ?? '', b.due_date ?? ''),
  priority: (a, b) => priorities.indexOf(a.priority) - priorities.indexOf(b.priority),
};

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
