import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ListTasks, type Task } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { listTasks } from './task-list';
import { createTask, deleteTask, findTask, toggleTask, updateTask } from './tasks';

const writes: [string, (db: Db, userId: string, id: number) => Promise<Task | undefined>][] = [
  ['updateTask', (db, userId, id) => updateTask(db, userId, id, { title: 'Tea' })],
  ['toggleTask', (db, userId, id) => toggleTask(db, userId, id, undefined)],
  ['toggleTask to a value', (db, userId, id) => toggleTask(db, userId, id, true)],
  ['deleteTask', deleteTask],
];

const statements: string[] = [];
let database: TestDatabase;
let db: Db;
let ada: string;
let task: Task;

beforeAll(async () => {
  database = await createTestDatabase({ onStatement: (statement) => statements.push(statement) });
  db = database.db;
});
beforeEach(async () => {
  ada = await addOwner(db);
  task = await addTask(db, ada);
});
afterAll(() => database.close());

test.each([...writes, ['findTask', findTask] as const])(
  '%s finds neither the task of another user, nor a deleted or unknown one, and changes nothing',
  async (_name, run) => {
    const eve = await addOwner(db);
    await addTask(db, eve);
    const deleted = await addTask(db, ada);
    await deleteTask(db, ada, deleted.id);
    const before = [await readHoldings(db, ada), await readHoldings(db, eve)];

    expect(await run(db, eve, task.id)).toBeUndefined();
    expect(await run(db, ada, deleted.id)).toBeUndefined();
    expect(await run(db, ada, Number.MAX_SAFE_INTEGER)).toBeUndefined();
    expect([await readHoldings(db, ada), await readHoldings(db, eve)]).toEqual(before);
  },
);

test('the list of a user has none of the tasks of another, and no deleted ones', async () => {
  await deleteTask(db, ada, (await addTask(db, ada)).id);
  const eve = await addOwner(db);
  expect(await list(eve)).toEqual([]);
  const hers = await addTask(db, eve);
  expect(await list(eve)).toEqual([hers]);
  expect(await list(ada)).toEqual([task]);
});

test.each(writes)('%s takes the next revision and moves updated_at on', async (_name, write) => {
  // A clock that was set back must not show.
  await database.sql`
    update tasks set updated_at = '2999-12-31 23:59:59.999999Z' where user_id = ${ada}`;
  expect(await write(db, ada, task.id)).toMatchObject({
    version: 2,
    created_at: task.created_at,
    updated_at: '3000-01-01T00:00:00.000000Z',
  });
  const { rows, revision } = await readHoldings(db, ada);
  expect([rows[0]?.version, revision]).toEqual([2, 2]);
});

test.each([
  ...writes,
  ['findTask', findTask] as const,
  ['createTask', (on: Db, userId: string) => createTask(on, userId, { title: 'Tea' }, 9)] as const,
  ['listTasks', (on: Db, userId: string) => listTasks(on, userId, queryOf(userId))] as const,
])('%s sends one statement', async (_name, run) => {
  statements.length = 0;
  await run(db, ada, task.id);
  expect(statements).toHaveLength(1);
});

async function list(userId: string): Promise<Task[] | undefined> {
  return (await listTasks(db, userId, queryOf(userId)))?.tasks;
}

function queryOf(userId: string) {
  return ListTasks.parse({ user_id: userId });
}
