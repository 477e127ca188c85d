import pino from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { somebodyWaits } from '@/testing/races';
import { addOwner, addTask, backdateDeletions, readHoldings } from '@/testing/task-owners';
import { connectDatabase, type Database } from './client';
import { startHousekeeping } from './housekeeping';
import { deleteTask } from './tasks';

const POLL = { interval: 5 };

let database: TestDatabase;
/** Another process. */
let other: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  const { url, prepare } = database;
  other = connectDatabase({ url, prepare, poolMax: 1 });
});
afterAll(async () => {
  await other.close();
  await database.close();
});

test('what is past its time is forgotten by itself, and the log tells how much', async () => {
  const ada = await addForgettable();
  await database.sql`
    insert into session (id, user_id, token, expires_at) values ('over', ${ada}, 'over', now())`;
  await database.sql`
    insert into verification (id, identifier, value, expires_at) values ('over', '', '', now())`;
  const { lines } = keepHouse();
  await expect.poll(() => lines, POLL).toHaveLength(1);
  const purged = { tasks: 1, keys: 0, attempts: 0, sessions: 1, verifications: 1 };
  expect(lines).toMatchObject([{ level: 30, purged }]);
  expect((await readHoldings(database.db, ada)).rows).toEqual([]);
});

test('a failure is logged, and the next time succeeds', async () => {
  const ada = await addForgettable();
  await other.sql`alter table tasks rename to tasks_elsewhere`;
  const { lines } = keepHouse();
  await expect.poll(() => lines.length, POLL).toBeGreaterThan(1);
  expect(lines[1]).toMatchObject({ level: 50, failure: { code: '42P01' } });

  await other.sql`alter table tasks_elsewhere rename to tasks`;
  await expect.poll(() => lines.at(-1), POLL).toMatchObject({ level: 30, purged: { tasks: 1 } });
  expect((await readHoldings(database.db, ada)).rows).toEqual([]);
});

test('who stops it waits for the batch that runs, and for no other', async () => {
  await addForgettable();
  await addForgettable();
  const { lines, stopped } = await other.sql.begin(async (sql) => {
    await sql`lock table tasks in access exclusive mode`;
    const house = keepHouse();
    await somebodyWaits(database);
    return { lines: house.lines, stopped: house.stop() };
  });
  await stopped;
  expect(lines).toMatchObject([{ purged: { tasks: 1 } }]);
});

function keepHouse() {
  const lines: unknown[] = [];
  const log = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
  const { stop } = startHousekeeping(database.db, log, 10);
  onTestFinished(stop);
  return { lines, stop };
}

/** A user with a task that was deleted too long ago. */
async function addForgettable(): Promise<string> {
  const userId = await addOwner(database.db);
  const { id } = await addTask(database.db, userId);
  await deleteTask(database.db, userId, id);
  await backdateDeletions(database.db, userId, 31);
  return userId;
}
