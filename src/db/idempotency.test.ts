import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce } from '@/testing/races';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import type { Db } from './client';
import { type Attempt, runOnce } from './idempotency';
import { idempotencyKeys } from './schema/idempotency';

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

test('what is sent 20 times at once is done once, and asked for again it is replayed', async () => {
  const outcomes = await atOnce(20, () => runOnce(db, attempt, addMilk));
  const [first, ...more] = outcomes.filter((outcome) => isAnswer(outcome) && !outcome.replayed);
  expect(more).toEqual([]);
  const replayed = { ...(first as object), replayed: true };
  const others = outcomes.filter((outcome) => outcome !== first && outcome !== 'running');
  for (const outcome of others) expect(outcome).toEqual(replayed);

  expect(await runOnce(db, attempt, addMilk)).toEqual(replayed);
  expect((await readHoldings(db, attempt.userId)).rows).toHaveLength(1);
});

test('while it runs, whoever asks again is told so and does not wait', async () => {
  const first = await runOnce(db, attempt, async () => {
    expect(await runOnce(db, attempt, addMilk)).toBe('running');
    expect(await runOnce(db, { ...attempt, fingerprint: 'another' }, addMilk)).toBe('running');
    return 'done';
  });
  expect(first).toEqual({ answer: 'done', replayed: false });
  expect(await runOnce(db, attempt, addMilk)).toEqual({ answer: 'done', replayed: true });
});

test('the same key for something else is refused, and the first answer stays', async () => {
  const first = await runOnce(db, attempt, addMilk);
  const other = { ...attempt, fingerprint: 'another' };
  expect(await runOnce(db, other, addMilk)).toBe('different');
  expect(await runOnce(db, attempt, addMilk)).toEqual({ ...(first as object), replayed: true });
});

test('what throws leaves neither its writes nor its key behind', async () => {
  const failure = new Error('Too late');
  const failing = runOnce(db, attempt, async (transaction) => {
    await addMilk(transaction);
    throw failure;
  });
  await expect(failing).rejects.toBe(failure);
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ rows: [], revision: 0 });
  expect(await readKept()).toEqual([]);
  expect(await runOnce(db, attempt, addMilk)).toMatchObject({ replayed: false });
});

test('where the answer cannot be kept, nothing was written', async () => {
  const tooLong = { ...attempt, key: 'k'.repeat(256) };
  await expect(runOnce(db, tooLong, addMilk)).rejects.toMatchObject({ cause: { code: '22001' } });
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ rows: [], revision: 0 });
});

test.each([
  ['23 hours 59 minutes', true],
  ['24 hours 1 minute', false],
])('after %s, that it is replayed is %s', async (age, replayed) => {
  await runOnce(db, attempt, async () => 'first');
  await backdate(age);
  const second = { ...attempt, fingerprint: replayed ? attempt.fingerprint : 'another' };
  const answer = replayed ? 'first' : 'second';
  expect(await runOnce(db, second, async () => 'second')).toEqual({ answer, replayed });
  expect(await runOnce(db, second, async () => 'third')).toEqual({ answer, replayed: true });
  expect(await readKept()).toHaveLength(1);
});

test('the same key of another user, and another key of the same, are others', async () => {
  const theirs = { ...attempt, userId: await addOwner(db) };
  const another = { ...attempt, key: 'A key' };
  await runOnce(db, attempt, async () => {
    expect(await runOnce(db, theirs, addMilk)).toMatchObject({ replayed: false });
    expect(await runOnce(db, another, addMilk)).toMatchObject({ replayed: false });
    return null;
  });
  expect(await readKept()).toHaveLength(2);
});

test.each([null, 7, { text: `it's "a" \\ 😀\n` }])(
  'the answer %j is kept as it was',
  async (answer) => {
    expect(await runOnce(db, attempt, async () => answer)).toEqual({ answer, replayed: false });
    expect(await runOnce(db, attempt, async () => answer)).toEqual({ answer, replayed: true });
  },
);

function addMilk(transaction: Db) {
  return addTask(transaction, attempt.userId);
}

function isAnswer<T>(outcome: T | 'running' | 'different'): outcome is T {
  return typeof outcome !== 'string';
}

function readKept() {
  return db.select().from(idempotencyKeys).where(eq(idempotencyKeys.userId, attempt.userId));
}

async function backdate(age: string): Promise<void> {
  await database.sql`
    update idempotency_keys set created_at = now() - ${age}::text::interval
    where user_id = ${attempt.userId}`;
}
