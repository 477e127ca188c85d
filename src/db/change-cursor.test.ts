import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { decodePosition, encodePosition } from './change-cursor';
import { toOpaque } from './opaque';
import { listChanges } from './task-changes';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a cursor is the position of its user, and short', () => {
  const position = { version: 2 ** 52, began: 2 ** 53 - 1 };
  const cursor = encodePosition('ada', position);
  expect(cursor).toMatch(/^[\w-]{1,200}$/);
  expect(decodePosition('ada', cursor)).toEqual(position);
  expect(decodePosition('eve', cursor)).toBeUndefined();
});

test('where the first sync is over, the cursor does not tell when it began', () => {
  const cursor = encodePosition('ada', { version: 7, began: 7 });
  expect(decodePosition('ada', cursor)).toEqual({ version: 7, began: 0 });
});

const [mine] = JSON.parse(
  Buffer.from(encodePosition('ada', { version: 1, began: 0 }), 'base64url').toString(),
);

test.each([
  '',
  'x',
  '😀',
  '0',
  encodePosition('ada', { version: 1, began: 0 }).slice(0, -4),
  ...[
    null,
    7,
    {},
    [],
    [mine],
    [mine, 1],
    [mine, 1, 0, 0],
    [mine, -1, 0],
    [mine, 1, -1],
    [mine, 1.5, 0],
    [mine, '1', 0],
    [mine, 1, null],
    [mine, 2 ** 53, 0],
    ['', 1, 0],
  ].map(toOpaque),
])('%j is no cursor', (cursor) => {
  expect(decodePosition('ada', cursor)).toBeUndefined();
});

test.each([
  ['behind the last version', 3, 0],
  ['of a first sync that has not begun', 1, 3],
])('a position %s is refused', async (_name, version, began) => {
  const { db } = database;
  const ada = await addOwner(db);
  await addTask(db, ada);
  await addTask(db, ada);
  expect(await listChanges(db, ada, { version: 2, began: 2 }, 10)).toMatchObject({ changes: [] });
  expect(await listChanges(db, ada, { version, began }, 10)).toBeUndefined();
});
