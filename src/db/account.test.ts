import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner, addTask } from '@/testing/task-owners';
import { deleteUser, findCredentials } from './account';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('a deletion lets a writer that began before it finish, and takes what that wrote', async () => {
  const { db, sql } = database;
  const userId = await addOwner(db);
  await addTask(db, userId);
  await sql`
    insert into account (id, account_id, provider_id, user_id, password)
    values (${userId}, ${userId}, 'credential', ${userId}, 'hash')`;
  const credentials = await findCredentials(db, userId);

  const { deletion } = await sql.begin(async (writer) => {
    await writer`update task_revisions set revision = 2 where user_id = ${userId}`;
    const ended = deleteUser(db, userId, credentials!);
    await expect.poll(countWaiters).toBe(1);
    await writer`insert into tasks (user_id, title, version) values (${userId}, 'Last', 2)`;
    return { deletion: ended };
  });
  expect(await deletion).toEqual([]);
  expect(await sql`select from tasks where user_id = ${userId}`).toHaveLength(0);
  expect(await sql`select from "user" where id = ${userId}`).toHaveLength(0);
});

async function countWaiters(): Promise<number> {
  const waiters = await database.sql`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return waiters.length;
}
