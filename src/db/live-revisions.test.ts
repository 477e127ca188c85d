import { sql } from 'drizzle-orm';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { somebodyWaits } from '@/testing/races';
import { addOwner, addTask } from '@/testing/task-owners';
import { connectDatabase } from './client';
import { createLiveRevisions, type LiveRevisions } from './live-revisions';

let database: TestDatabase;
let ada: string;
let statements: string[];
let failures: object[];
let live: LiveRevisions;

beforeAll(async () => {
  database = await createTestDatabase({ onStatement: (statement) => statements.push(statement) });
  statements = [];
  ada = await addOwner(database.db);
  await addTask(database.db, ada);
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  failures = [];
  live = createLiveRevisions(database.db, { error: (failure: object) => failures.push(failure) });
  statements = [];
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
});

afterAll(() => database.close());

test('a write of this process is told at once', async () => {
  const waiting = live.hasNews(ada, 1);
  live.announce('somebody else');
  live.announce(ada);
  expect(await waiting).toBe(true);
  expect(statements).toEqual([]);
});

test('twenty follow a user at once, and who leaves twice makes room for one', () => {
  const leave = Array.from({ length: 20 }, () => live.follow(ada));
  expect(leave).not.toContain(undefined);
  expect(live.follow(ada)).toBeUndefined();
  expect(live.follow('somebody else')).toBeDefined();
  leave[0]?.();
  leave[0]?.();
  expect([live.follow(ada), live.follow(ada)]).toEqual([expect.any(Function), undefined]);
});

test('a write of another process is told at the next tick, and to those only who do not know it', async () => {
  const waiting = [live.hasNews(ada, 0), live.hasNews(ada, 1), live.hasNews('nobody', 0)];
  tick();
  expect(await Promise.all(waiting)).toEqual([true, false, false]);
});

test('a write through another connection is told by itself', async () => {
  vi.useRealTimers();
  const listening = createLiveRevisions(database.db, { error: () => undefined });
  onTestFinished(listening.close);
  const eve = await addOwner(database.db);
  const { url, prepare } = database;
  const other = connectDatabase({ url, prepare, poolMax: 1 });
  onTestFinished(other.close);
  const waiting = listening.hasNews(eve, 0);
  await addTask(other.db, eve);
  expect(await waiting).toBe(true);
});

test('any number of people costs one statement a tick, of one text', async () => {
  for (const count of [1, 2, 1_000]) {
    const people = Array.from({ length: count }, (_, index) => `person ${index}`);
    const waiting = [ada, ...people].map((userId) => live.hasNews(userId, 0));
    tick();
    expect(await Promise.all(waiting)).toEqual([true, ...people.map(() => false)]);
  }
  expect(statements).toHaveLength(3);
  expect(new Set(statements).size).toBe(1);
});

test('while nobody waits nothing is asked', () => {
  tick();
  expect(statements).toEqual([]);
});

test('who waits is let look after themselves while a poll hangs, and there is no second one', async () => {
  const [told, next] = await database.db.transaction(async (tx) => {
    await tx.execute(sql`lock table task_revisions /* of every user_id */`);
    statements = [];
    const polled = live.hasNews(ada, 0);
    tick();
    await somebodyWaits(database);
    const seen = [await waitATick(), await waitATick(), await polled];
    return [seen, live.hasNews(ada, 0)];
  });
  expect([told, await next]).toEqual([[false, false, false], true]);
  expect(statements.filter((text) => text.includes('task_revisions'))).toHaveLength(1);
});

test('a failure is logged once until the database is well again, and nothing is missed', async () => {
  for (const _ of ['first', 'second']) {
    await database.db.execute(sql`alter schema public rename to elsewhere`);
    expect([await waitATick(), await waitATick()]).toEqual([false, false]);
    await database.db.execute(sql`alter schema elsewhere rename to public`);
    expect(await waitATick()).toBe(true);
  }
  expect(failures).toMatchObject([{ failure: { code: '42P01' } }, { failure: { code: '42P01' } }]);
});

test('when it is closed nobody waits', async () => {
  const waiting = live.hasNews(ada, 0);
  expect(live.isClosed()).toBe(false);
  live.close();
  expect([await waiting, await live.hasNews(ada, 0)]).toEqual([false, false]);
  tick();
  expect([statements, live.isClosed()]).toEqual([[], true]);
});

function waitATick(): Promise<boolean> {
  const waiting = live.hasNews(ada, 0);
  tick();
  return waiting;
}

function tick(): void {
  vi.advanceTimersByTime(500);
}
