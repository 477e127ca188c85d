import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { atOnce, somebodyWaits } from '@/testing/races';
import { addOwner, addTask, readHoldings } from '@/testing/task-owners';
import { connectDatabase, type Db } from './client';
import type { Attempt } from './idempotency';
import { idempotencyKeys } from './schema/idempotency';
import { taskRevisions } from './schema/tasks';
import { deleteTask, updateTask } from './tasks';
import { writeTaskOnce, writeTasksOnce } from './write-once';

const MAX = 100;
const MILK = { op: 'create', title: 'Milk' } as const;
const KEPT = { id: 7, title: 'of the first' };

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

test.each(['new', 'expired'])(
  'with a %s key, what is sent 20 times at once is done once',
  async (age) => {
    if (age === 'expired') {
      await addMilk();
      await database.sql`
      update idempotency_keys set created_at = now() - interval '25 hours'
      where user_id = ${attempt.userId}`;
    }
    const before = (await readHoldings(db, attempt.userId)).revision;
    const outcomes = await atOnce(20, () => addMilk());
    const answers = outcomes.flatMap((each) => (typeof each === 'string' ? [] : [each]));
    expect(outcomes.filter((each) => each === 'different')).toEqual([]);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const { answer } = answers[0]!;
    for (const each of answers) expect(each.answer).toEqual(answer);
    expect(await addMilk()).toEqual({ answer, replayed: true });
    expect((await readHoldings(db, attempt.userId)).revision).toBe(before + 1);
  },
);

test('many keys of a user who never had a task, each sent often at once: one task for each', async () => {
  const outcomes = await atOnce(60, (index) => addMilk({ ...attempt, key: `${index % 6}` }));
  const made = outcomes.filter((each) => typeof each === 'object' && !each.replayed);
  expect(made).toHaveLength(6);
  const { rows, ...ledger } = await readHoldings(db, attempt.userId);
  expect(rows.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(ledger).toEqual({ revision: 6, taskCount: 6 });
});

test('while it runs, whoever asks again is told so and does not wait', async () => {
  const { id } = await addTask(db, attempt.userId);
  const { first } = await db.transaction(async (transaction) => {
    await updateTask(transaction, attempt.userId, id, { title: 'Rum' });
    const running = addMilk();
    await somebodyWaits(database);
    expect(await addMilk()).toBe('running');
    expect(await addMilk({ ...attempt, fingerprint: 'another' })).toBe('running');
    return { first: running };
  });
  expect(await first).toMatchObject({ answer: { version: 3 }, replayed: false });
  expect(await addMilk()).toMatchObject({ answer: { version: 3 }, replayed: true });
});

test('who asks at the same moment as another is given what is kept as well', async () => {
  await addMilk();
  await db.transaction(async (transaction) => {
    const lock = JSON.stringify([attempt.userId, attempt.key]);
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
    expect(await addMilk()).toMatchObject({ replayed: true });
    expect(await addMilk({ ...attempt, key: 'another' })).toMatchObject({ replayed: false });
  });
});

// As if its lock were given up just after the other has begun.
test('what an attempt cannot see yet it does not do again', async () => {
  const { second } = await db.transaction(async (transaction) => {
    await keepAnswer(transaction);
    const waiting = addMilk();
    await somebodyWaits(database);
    return { second: waiting };
  });
  expect(await second).toEqual({ answer: KEPT, replayed: true });
  expect(await readHoldings(db, attempt.userId)).toMatchObject({ rows: [], revision: 0 });
});

test.each(['missing', 'full'])(
  'who would be refused (%s) for what the first did is given its answer',
  async (reason) => {
    const { id } = await addTask(db, attempt.userId);
    const operation = reason === 'full' ? MILK : ({ op: 'complete', id } as const);
    const { second } = await db.transaction(async (transaction) => {
      if (reason === 'full') await addTask(transaction, attempt.userId);
      else await deleteTask(transaction, attempt.userId, id);
      await keepAnswer(transaction);
      const waiting = writeTaskOnce(db, attempt, operation, 2);
      await somebodyWaits(database);
      return { second: waiting };
    });
    expect(await second).toEqual({ answer: KEPT, replayed: true });
    expect(await readHoldings(db, attempt.userId)).toMatchObject({ revision: 2 });
  },
);

test('of two first writes of a user the second takes the second revision', async () => {
  const { userId } = attempt;
  const { second } = await db.transaction(async (transaction) => {
    await transaction.insert(taskRevisions).values({ userId, revision: 1, taskCount: 0 });
    const waiting = addMilk();
    await somebodyWaits(database);
    return { second: waiting };
  });
  expect(await second).toMatchObject({ answer: { version: 2 }, replayed: false });
  expect(await readHoldings(db, userId)).toMatchObject({ revision: 2, taskCount: 1 });
});

test('it is the same where nothing may be prepared, as behind poolers', async () => {
  const pool = connectDatabase({ url: database.url, poolMax: 5, prepare: false });
  onTestFinished(() => pool.close());
  const ask = () => writeTasksOnce(pool.db, attempt, [MILK], MAX);
  const outcomes = await atOnce(10, ask);
  expect(outcomes.filter((each) => typeof each === 'object' && !each.replayed)).toHaveLength(1);
  expect(await ask()).toMatchObject({ answer: [{ task: { version: 1 } }], replayed: true });
});

function addMilk(ours = attempt) {
  return writeTaskOnce(db, ours, MILK, MAX);
}

/** As an attempt does, without its lock. */
async function keepAnswer(transaction: Db): Promise<void> {
  await transaction.insert(idempotencyKeys).values({ ...attempt, answer: JSON.stringify(KEPT) });
}
