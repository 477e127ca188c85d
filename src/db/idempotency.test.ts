import { eq } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import type { Attempt } from './idempotency';
import { idempotencyKeys } from './schema/idempotency';
import { deleteTask, findTask } from './tasks';
import { writeTaskOnce, writeTasksOnce } from './write-once';

const MAX = 9;
const MILK = { op: 'create', title: 'Milk' } as const;

let database: TestDatabase;
let db: Db;
let attempt: Attempt;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
beforeEach(async () => {
  attempt = { userId: await addOwner(db), key: 'a key', fingerprint: 'a print' };
});
afterAll(() => database.close());

test('the same key for something else is refused, and the first answer stays', async () => {
  const first = await addMilk();
  const other = { ...attempt, fingerprint: 'another' };
  expect(await addMilk(other)).toBe('different');
  expect(await addMilk()).toEqual({ ...(first as object), replayed: true });
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ revision: 1, taskCount: 1 });
});

test('the same key of another user, and another key of the same, are others', async () => {
  const theirs = { ...attempt, userId: await addOwner(db) };
  const another = { ...attempt, key: 'A key' };
  for (const each of [attempt, theirs, another]) {
    expect(await addMilk(each)).toMatchObject({ replayed: false });
  }
  expect(await readKept()).toHaveLength(2);
});

test('what is refused keeps nothing: the key is free', async () => {
  const { id } = await addTask(db, attempt.userId);
  expect(await addMilk(attempt, 1)).toEqual({ answer: 'full', replayed: false });
  expect(await restore(id + 1)).toEqual({ answer: undefined, replayed: false });
  const operations = [MILK, { op: 'delete', id: id + 1 } as const];
  const missing = { answer: { missing: [1] }, replayed: false };
  expect(await writeTasksOnce(db, attempt, operations, MAX)).toEqual(missing);
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ revision: 1, taskCount: 1 });
  expect(await readKept()).toEqual([]);
  expect(await addMilk()).toMatchObject({ answer: { version: 2 }, replayed: false });
});

test.each<[string, Partial<Attempt>, string]>([
  ['of a user who is not there', { userId: 'nobody' }, '23503'],
  ['whose key cannot be kept', { key: 'k'.repeat(256) }, '22001'],
])('an attempt %s fails, and leaves nothing behind', async (_, change, code) => {
  await expect(addMilk({ ...attempt, ...change })).rejects.toMatchObject({ code });
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ rows: [], revision: 0 });
  expect(await readKept()).toEqual([]);
  expect(await addMilk()).toMatchObject({ replayed: false });
});

test.each([
  ['23 hours 59 minutes', true],
  ['24 hours 1 minute', false],
])('after %s, that it is replayed is %s', async (age, replayed) => {
  const first = await addMilk();
  await database.sql`
    update idempotency_keys set created_at = now() - ${age}::text::interval
    where user_id = ${attempt.userId}`;
  const second = { ...attempt, fingerprint: replayed ? attempt.fingerprint : 'another' };
  const answered = await addMilk(second);
  const anew = { replayed: false, answer: { version: 2 } };
  expect(answered).toMatchObject(replayed ? { ...(first as object), replayed } : anew);
  expect(await addMilk(second)).toEqual({ ...(answered as object), replayed: true });
  expect(await readKept()).toHaveLength(1);
});

test('whatever is in a task, it is told as it is read, and again as at first', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }).filter(isStorable);
  const task = fc.record(
    {
      title: text,
      description: fc.option(text),
      completed: fc.boolean(),
      due_date: fc.constantFrom(null, '0001-01-01', '2024-02-29', '9999-12-31'),
      priority: fc.constantFrom('none', 'low', 'medium', 'high'),
      tags: fc.array(fc.oneof(text, fc.constantFrom('"', '\\', ',', '{}', 'null', ' '))),
    },
    { requiredKeys: ['title'] },
  );
  const property = fc.asyncProperty(task, async (fields) => {
    const ours = { ...attempt, key: crypto.randomUUID() };
    const ask = () => writeTaskOnce(db, ours, { op: 'create', ...fields }, 1_000);
    const answer = await findTask(db, ours.userId, idIn(await ask()));
    expect(answer).toMatchObject(fields);
    const again = await ask();
    expect(again).toEqual({ answer, replayed: true });
    expect(JSON.stringify(again)).toBe(JSON.stringify({ answer, replayed: true }));
  });
  await expect(fc.assert(property, { numRuns: 50 })).resolves.toBeUndefined();
});

test('a restore is done once, also where there is nothing to do', async () => {
  const { id } = await addTask(db, attempt.userId);
  const idle = { ...attempt, key: 'idle' };
  expect(await restore(id, idle)).toMatchObject({ answer: { id, version: 1 }, replayed: false });
  await deleteTask(db, attempt.userId, id);
  expect(await restore(id)).toMatchObject({ answer: { id, version: 3 }, replayed: false });
  await deleteTask(db, attempt.userId, id);
  expect(await restore(id)).toMatchObject({ answer: { id, version: 3 }, replayed: true });
  expect(await restore(id, idle)).toMatchObject({ answer: { id, version: 1 }, replayed: true });
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ revision: 4, taskCount: 0 });
});

function addMilk(ours = attempt, max = MAX) {
  return writeTaskOnce(db, ours, MILK, max);
}

function restore(id: number, ours = attempt) {
  return writeTaskOnce(db, ours, { op: 'restore', id }, MAX);
}

function idIn(outcome: unknown): number {
  return (outcome as { answer: { id: number } }).answer.id;
}

function isStorable(text: string): boolean {
  return !text.includes('\0');
}

function readKept() {
  return db.select().from(idempotencyKeys).where(eq(idempotencyKeys.userId, attempt.userId));
}
