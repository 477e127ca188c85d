import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { createTask, deleteTask, findTask, toggleTask, updateTask } from './tasks';

const full = {
  title: 'Buy milk',
  description: 'Two litres',
  completed: true,
  due_date: '2026-12-24',
  priority: 'high' as const,
  tags: ['home', 'it\'s a \\ "tag", {even}'],
};

let database: TestDatabase;
let db: Db;
let ada: string;
let task: Task;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
  task = await addTask(db, ada);
});
afterAll(() => database.close());

test('a new task has what was given and defaults for the rest', async () => {
  expect(await addTask(db, ada, full)).toMatchObject({ ...full, user_id: ada, version: 2 });
  expect(task).toEqual({
    id: expect.any(Number),
    user_id: ada,
    title: 'Milk',
    description: null,
    completed: false,
    due_date: null,
    priority: 'none',
    tags: [],
    created_at: expect.stringMatching(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    updated_at: task.created_at,
    version: 1,
  });
});

test.each(Object.entries(full))(
  'an update of %s leaves the rest as it was',
  async (name, value) => {
    const changed = await updateTask(db, ada, task.id, { [name]: value });
    const unchanged = { ...task, updated_at: expect.any(String), version: 2 };
    expect(changed).toEqual({ ...unchanged, [name]: value });
    expect(await findTask(db, ada, task.id)).toEqual(changed);
  },
);

test.each(['description', 'due_date'])('null clears %s and nothing else', async (name) => {
  const { id } = await addTask(db, ada, full);
  const cleared = await updateTask(db, ada, id, { [name]: null });
  expect(cleared).toMatchObject({ ...full, [name]: null });
});

test('a toggle flips, or sets where it is told to', async () => {
  const results = [];
  for (const completed of [undefined, undefined, true, true, false]) {
    results.push((await toggleTask(db, ada, task.id, completed))?.completed);
  }
  expect(results).toEqual([true, false, true, true, false]);
});

test('a deleted task leaves a tombstone with a version of its own', async () => {
  const deleted = await deleteTask(db, ada, task.id);
  expect(deleted).toMatchObject({ id: task.id, title: 'Milk', version: 2 });
  const { rows, revision, taskCount } = await readHoldings(db, ada);
  expect(rows).toEqual([
    expect.objectContaining({ id: task.id, version: 2, deletedAt: expect.any(String) }),
  ]);
  expect({ revision, taskCount }).toEqual({ revision: 2, taskCount: 0 });
});

test('a create past the limit changes nothing, and a delete makes room', async () => {
  const before = await readHoldings(db, ada);
  expect(await createTask(db, ada, { title: 'Tea' }, 1)).toBeUndefined();
  expect(await readHoldings(db, ada)).toEqual(before);
  await deleteTask(db, ada, task.id);
  expect(await createTask(db, ada, { title: 'Tea' }, 1)).toMatchObject({ version: 3 });
});

test('a create for a user who does not exist fails on the foreign key', async () => {
  await expect(createTask(db, 'nobody', { title: 'Tea' }, 1)).rejects.toMatchObject({
    code: '23503',
  });
});

test.each(['123456', '120000', '000000', '000001'])(
  'microseconds are kept: .%s',
  async (digits) => {
    const instant = `2026-11-21T09:30:00.${digits}Z`;
    await database.sql`update tasks set created_at = ${instant}::text::timestamptz where user_id = ${ada}`;
    expect((await findTask(db, ada, task.id))?.created_at).toBe(instant);
  },
);
