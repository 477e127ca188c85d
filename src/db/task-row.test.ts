import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { findTask } from './tasks';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const tag = fc.oneof(
  fc.constantFrom('NULL', 'null', '\\', '"', '\\"', '{}', ',', ' ', '\n', '\\\n', "'", '🧉'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => !text.includes('\0')),
  fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', '{', '}', ' '), minLength: 1 }),
);

test('tags come back as they went in', async () => {
  const ada = await addOwner(database.db);
  const property = fc.asyncProperty(fc.array(tag, { maxLength: 10 }), async (tags) => {
    const { id } = await addTask(database.db, ada, { tags });
    expect((await findTask(database.db, ada, id))?.tags).toEqual(tags);
  });
  await expect(fc.assert(property, { numRuns: 200 })).resolves.toBeUndefined();
});

test('a task is what PostgreSQL itself writes as JSON', async () => {
  const ada = await addOwner(database.db);
  const microseconds = fc.integer({ min: 0, max: 999_999 });
  const property = fc.asyncProperty(microseconds, fc.option(tag), async (fraction, description) => {
    const { id } = await addTask(database.db, ada, { description, tags: ['a', 'b c'] });
    await database.sql`
      update tasks set updated_at = timestamptz '2026-11-21 09:30:00Z' + ${fraction}::int * interval '1 microsecond'
      where user_id = ${ada} and id = ${id}`;
    const [row] = await database.sql`
      select to_jsonb(tasks) - 'deleted_at' || jsonb_build_object(
        'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'updated_at', to_char(updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as task
      from tasks where user_id = ${ada} and id = ${id}`;
    expect(await findTask(database.db, ada, id)).toEqual(row?.['task']);
  });
  await expect(fc.assert(property, { numRuns: 100 })).resolves.toBeUndefined();
});
