import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner } from '@/testing/task-owners';
import { purgeSessions, purgeVerifications } from './purge';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.sql`delete from "user"`;
  await database.sql`delete from revoked_session`;
  await addSessions(await addOwner(database.db));
});
afterAll(() => database.close());

test('sessions that have expired are forgotten, batch after batch, and nobody is told', async () => {
  expect(await purgeSessions(database.db, { batch: 2 })).toBe(3);
  expect(await database.sql`select id from session`).toEqual([{ id: 'young' }]);
  expect(await database.sql`select from revoked_session`).toHaveLength(0);
});

test('a session that is prolonged meanwhile stays', async () => {
  await database.sql.begin(async (sql) => {
    await sql`update session set expires_at = now() + interval '1 day' where id = 'old 1'`;
    expect(await purgeSessions(database.db)).toBe(2);
  });
  expect(await purgeSessions(database.db)).toBe(0);
  expect(await database.sql`select id from session order by id`).toEqual([
    { id: 'old 1' },
    { id: 'young' },
  ]);
});

test('one-time values that nobody used in time are forgotten, batch after batch', async () => {
  await database.sql`
    insert into verification (id, identifier, value, expires_at)
    select id, 'reset', 'x', expires_at from session`;
  expect(await purgeVerifications(database.db, { batch: 2 })).toBe(3);
  expect(await database.sql`select id from verification`).toEqual([{ id: 'young' }]);
});

/** Three that have expired just now, and one that will soon. */
async function addSessions(userId: string): Promise<void> {
  await database.sql`
    insert into session (id, user_id, token, expires_at)
    select id, ${userId}, id, now() + lasts::interval
    from (values ('old 1', '-1 second'), ('old 2', '-1 second'), ('old 3', '-1 second'), ('young', '1 hour'))
      as given (id, lasts)`;
}
