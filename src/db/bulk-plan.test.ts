import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { explain, readsOfTasks, type Sent } from '@/testing/plans';
import { addOwner } from '@/testing/task-owners';
import { connectDatabase, type Database } from './client';
import { writeTasks } from './task-bulk';

const HOLDS = 10_000;
const BULK = 100;

let database: TestDatabase;
let watched: Database;
let sent: Sent;
let hoarder: string;

// Most users have two tasks, and PostgreSQL has not heard yet of the one who has many.
beforeAll(async () => {
  database = await createTestDatabase();
  // Past a pooler, as a setting of the session chooses the plans.
  const url = database.directUrl;
  watched = connectDatabase({ url, poolMax: 2, prepare: true, onStatement });
  const { sql } = database;
  await sql`insert into "user" (id, name, email) select n, 'Cy', n from generate_series(1, 20000) n`;
  await sql`
    insert into tasks (user_id, title, version)
    select id, 'Milk', n from "user", generate_series(1, 2) n where email = id`;
  await sql`analyze`;
  hoarder = await addOwner(database.db);
  await sql`
    insert into tasks (user_id, title, version)
    select ${hoarder}, 'Milk', n from generate_series(1, ${HOLDS}::int) n`;
  await sql`
    insert into task_revisions (user_id, revision, task_count) values (${hoarder}, ${HOLDS}, ${HOLDS})`;
});
afterAll(async () => {
  await watched.close();
  await database.close();
});

test.each(['auto', 'force_custom_plan'])(
  'a bulk reads its user once at most (%s)',
  async (mode) => {
    const ids = await database.sql<{ id: string }[]>`
      select id from tasks where user_id = ${hoarder} order by id limit ${BULK}`;
    const operations = ids.map(({ id }) => ({
      op: 'update' as const,
      id: Number(id),
      title: 'Rum',
    }));
    expect(await writeTasks(watched.db, hoarder, operations, HOLDS)).toHaveLength(BULK);

    const reads = readsOfTasks(await explain(database.sql, sent, mode));
    expect(reads).toHaveLength(2);
    for (const read of reads) {
      const rows = read['Actual Rows'] + (read['Rows Removed by Filter'] ?? 0);
      expect(rows * read['Actual Loops']).toBeLessThanOrEqual(HOLDS);
    }
  },
);

function onStatement(text: string, values: unknown[]): void {
  sent = { text, values };
}
