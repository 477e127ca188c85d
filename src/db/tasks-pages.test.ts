import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListTasks, type Task, TaskSort } from '@/contract/tasks';
import { addRows, taskRows } from '@/testing/arbitrary-tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { listTasks, type TaskPage } from './task-list';
import { deleteTask } from './tasks';

const sorts = fc.record({
  sort: fc.constantFrom(...TaskSort.options),
  order: fc.constantFrom('asc', 'desc'),
});
/** Before each further page some rows are added, and some of the first tasks are removed. */
const events = fc.array(
  fc.record({
    added: taskRows.map((rows) => rows.slice(0, 3)),
    removed: fc.array(fc.nat(23), { maxLength: 3 }),
  }),
  { maxLength: 8, size: 'max' },
);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('while tasks are added and removed, pages neither skip nor repeat one that stays', async () => {
  const property = fc.asyncProperty(taskRows, sorts, events, async (rows, sorting, happening) => {
    const userId = await addOwner(database.db);
    await addRows(database.db, userId, rows);
    const query = { user_id: userId, ...sorting };
    const { tasks: atFirst } = await readPage(query);

    const seen: Task[] = [];
    const gone = new Set<number>();
    const turn = happening.values();
    for await (const page of readPages({ ...query, limit: 3 })) {
      seen.push(...page.tasks);
      const { added = [], removed = [] } = turn.next().value ?? {};
      await addRows(database.db, userId, added);
      for (const { id } of removed.flatMap((place) => atFirst[place] ?? [])) {
        await deleteTask(database.db, userId, id);
        gone.add(id);
      }
    }
    const lasting = atFirst.filter((task) => !gone.has(task.id));
    expect(seen.filter((task) => lasting.some(({ id }) => id === task.id))).toEqual(lasting);
    expect(new Set(seen.map((task) => task.id)).size).toBe(seen.length);
  });
  await expect(fc.assert(property, { numRuns: 20 })).resolves.toBeUndefined();
});

test.each(['\u0001', '😀', '"'])('titles of 200 times %j fit into a cursor', async (letter) => {
  const userId = await addOwner(database.db);
  const titles = ['1', '2', '3'].map((end) => letter.repeat(199) + end);
  for (const title of titles) await addTask(database.db, userId, { title });
  const seen: string[] = [];
  for await (const page of readPages({ user_id: userId, sort: 'title', limit: 1 })) {
    seen.push(...page.tasks.map((task) => task.title));
  }
  expect(seen).toEqual(titles);
});

type Input = { user_id: string } & Record<string, unknown>;

async function* readPages(input: Input): AsyncGenerator<TaskPage> {
  const page = await readPage(input);
  yield page;
  if (page.next !== undefined) yield* readPages({ ...input, cursor: page.next });
}

async function readPage(input: Input): Promise<TaskPage> {
  const page = await listTasks(database.db, input.user_id, ListTasks.parse(input));
  if (!page) throw new Error('The cursor was refused');
  return page;
}
