import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { type Released, replay } from '@/testing/released-statements';

/** Where rows come and go by what is written alone, not by the clock. */
const TIMELESS = /\b(tasks|task_revisions|idempotency_keys)\b/;

let database: TestDatabase;
let released: Released[];

beforeAll(async () => {
  database = await createTestDatabase();
  const text = await readFile('deploy/released-statements.json', 'utf8');
  ({ statements: released } = JSON.parse(text) as { statements: Released[] });
});
afterAll(() => database.close());

test('the last release works on the schema of this one', async () => {
  const found = await replay(database.url, released);
  expect(found.map(({ columns }) => columns)).toEqual(released.map(({ columns }) => columns));
  expect(timeless(found)).toEqual(timeless(released));
});

test('what was recorded reads and writes all of the tables', () => {
  const all = released.map(({ text }) => text).join('\n');
  for (const table of ['tasks', 'task_revisions', 'idempotency_keys', 'user', 'session']) {
    expect(all).toMatch(new RegExp(`(insert into|update|delete from) "?${table}"?`, 'i'));
  }
  for (const table of ['account', 'attempts', 'revoked_session', 'verification']) {
    expect(all).toContain(table);
  }
});

function timeless(statements: Released[]) {
  return statements
    .filter(({ text }) => TIMELESS.test(text))
    .map(({ text, count }) => ({ text, count }));
}
