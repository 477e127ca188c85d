import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListTasks, TaskSort } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { listTasks, type TaskPage } from './task-list';

let database: TestDatabase;
let ada: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ada = await addOwner(database.db);
  for (const title of ['Milk', 'Tea']) await addTask(database.db, ada, { title, tags: ['home'] });
});
afterAll(() => database.close());

test.each([
  { sort: 'updated' },
  { order: 'asc' },
  { status: 'pending' },
  { search: 'm' },
  { priority: 'none' },
  { tag: 'home' },
  { due_before: '2026-12-24' },
  { due_after: '2026-12-24' },
])('a cursor is refused by the query that differs by %j', async (difference) => {
  const cursor = await cursorOf({});
  expect(await read({ cursor })).toBeDefined();
  expect(await read({ cursor, ...difference })).toBeUndefined();
});

test('a cursor is good for pages of any size, and where a default is written out', async () => {
  const cursor = await cursorOf({});
  const page = await read({ cursor });
  expect(page?.tasks).toHaveLength(1);
  expect(await read({ cursor, limit: 500, status: 'all', sort: 'created', order: 'desc' })).toEqual(
    page,
  );
});

test('what is no cursor is refused', async () => {
  const cursor = await cursorOf({});
  const [print] = open(cursor);
  for (const text of ['', '!', cursor.slice(1), cursor.slice(0, -4), `${cursor}${cursor}`]) {
    expect(await read({ cursor: text })).toBeUndefined();
  }
  for (const forged of [null, {}, 'x', [], [print], [print, 1], [1, 2, 3], { 0: print }]) {
    expect(await read({ cursor: close(forged) })).toBeUndefined();
  }
});

test('random bytes are refused', async () => {
  const property = fc.asyncProperty(fc.uint8Array(), async (bytes) => {
    const cursor = Buffer.from(bytes).toString('base64url');
    expect(await read({ cursor })).toBeUndefined();
  });
  await expect(fc.assert(property)).resolves.toBeUndefined();
});

describe.each(TaskSort.options)('sorted by %s', (sort) => {
  const notText = [null, 1, true, {}, ['2026-01-01'], 'a\0b', '\uD800'];
  const notValues = [
    '9999-99-99',
    '0000-01-01',
    '0000-01-01T00:00:00.000000Z',
    '2026-02-30T00:00:00.000000Z',
    '2026-01-01T00:00:00.000000+99:99',
    'now',
    'urgent',
    '',
  ];
  // A title may be any text.
  test.each(sort === 'title' ? notText : [...notText, ...notValues])(
    'a forged key %j is refused',
    async (key) => {
      const [print, , id] = open(await cursorOf({ sort }));
      expect(await read({ sort, cursor: close([print, key, id]) })).toBeUndefined();
    },
  );

  test.each([0, -1, 1.5, 2 ** 53, '1', null])('a forged id %j is refused', async (forged) => {
    const [print, key] = open(await cursorOf({ sort }));
    expect(await read({ sort, cursor: close([print, key, forged]) })).toBeUndefined();
  });
});

type Part = string | number | undefined;

function read(input: Record<string, unknown>): Promise<TaskPage | undefined> {
  return listTasks(database.db, ada, ListTasks.parse({ user_id: ada, limit: 1, ...input }));
}

async function cursorOf(input: Record<string, unknown>): Promise<string> {
  return (await read(input))?.next ?? '';
}

/** What is inside a cursor: a print of its query, the key and the id. */
function open(cursor: string): Part[] {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString());
}

function close(parts: unknown): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}
