import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { testSecret } from '@/testing/auth-server';
import { createAttempts } from './attempts';

const GUESSES = 10;
const RULE = { window: 60, max: 3 };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a flood past the limit is hardly ever written', async () => {
  const { begin, consume } = startProcess();
  const account = newAccount();
  const startedAt = performance.now();
  for (let count = 0; count < 200; count += 1) {
    const waits = [await begin(account), (await consume('address', RULE)).retryAfter];
    expect(waits.map((seconds) => (seconds ?? 0) > 0)).toEqual([
      count >= GUESSES,
      count >= RULE.max,
    ]);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const rows = await database.sql`select count from attempts`;
  expect(rows).toHaveLength(2);
  for (const { count } of rows) expect(count).toBeLessThan(GUESSES + 3 + seconds);
});

test('the time to wait goes by', async () => {
  const { consume } = startProcess();
  const wait = async () => (await consume('waiting', { ...RULE, max: 0 })).retryAfter;
  expect(await wait()).toBe(RULE.window);
  await expect.poll(wait).toBeLessThan(RULE.window);
});

test('guesses that are forgotten are so here at once, and soon in other processes', async () => {
  const [here, elsewhere] = [startProcess(), startProcess()];
  const account = newAccount();
  for (const { begin } of [here, elsewhere]) {
    for (let count = 0; count < GUESSES; count += 1) await begin(account);
    expect(await begin(account)).toBeGreaterThan(0);
  }
  await here.succeed(account);
  expect(await here.begin(account)).toBeUndefined();
  await expect.poll(() => elsewhere.begin(account)).toBeUndefined();
});

function startProcess() {
  return createAttempts({ db: database.db, secret: testSecret, enabled: true });
}

function newAccount() {
  return { email: `${crypto.randomUUID()}@example.com` };
}
