import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListTasks } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { explain, type PlanNode, readsOfTasks, type Sent } from '@/testing/plans';
import { addOwner } from '@/testing/task-owners';
import { connectDatabase, type Db } from './client';
import { listDeleted } from './deleted-tasks';
import { listChanges } from './task-changes';
import { listTasks } from './task-list';

let database: TestDatabase;
let db: Db;
let closeWatched: () => Promise<void>;
let sent: Sent;
let ada: string;
let bob: string;
/** The indexes that those of partitions are part of. */
let indexes: Map<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  // Past a pooler, as a setting of the session chooses the plans.
  const url = database.directUrl;
  const watched = connectDatabase({ url, poolMax: 2, prepare: true, onStatement });
  ({ db } = watched);
  closeWatched = watched.close;
  ada = await addOwner(db);
  await fill(ada, 100_000);
  for (let others = 0; others < 20; others += 1) await fill(await addOwner(db), 1_000);
  bob = await addOwner(db);
  await fill(bob, 1_000, { daysAgo: 20, everyMinutes: 28.81 });
  await fill(await addNeighbour(bob), 100_000, { daysAgo: 0, everyMinutes: 0.1 });
  await database.sql`analyze`;
  const partitioned = await database.sql<{ name: string; root: string }[]>`
    select relname as name, pg_partition_root(oid)::regclass::text as root
    from pg_class where relkind = 'i' and relispartition`;
  indexes = new Map(partitioned.map(({ name, root }) => [name, root]));
});
afterAll(async () => {
  await closeWatched();
  await database.close();
});

// PostgreSQL plans a prepared statement for its values at first, and later perhaps for any.
describe.each(['force_custom_plan', 'force_generic_plan'])('with %s', (mode) => {
  test.each(['desc', 'asc'] as const)('pages by creation, %s, are index ranges', async (order) => {
    const query = ListTasks.parse({ user_id: ada, order, limit: 50 });
    const first = await listTasks(db, ada, query);
    expect(first?.tasks).toHaveLength(50);
    expectRange(await explain(database.sql, sent, mode), 'tasks_created_idx', 51);

    const second = await listTasks(db, ada, { ...query, cursor: first?.next });
    expect(second?.tasks).toHaveLength(50);
    expectRange(await explain(database.sql, sent, mode), 'tasks_created_idx', 51);
  });

  test.each([
    ['all tasks', undefined],
    ['the next page of all tasks', { version: 50_000, began: 100_000 }],
    ['the changes since a version', { version: 50_000, began: 0 }],
  ])('%s, in the order of their versions, are an index range', async (_name, from) => {
    expect((await listChanges(db, ada, from, 100))?.changes).toHaveLength(100);
    expectRange(await explain(database.sql, sent, mode), 'tasks_version_idx', 101);
  });
});

describe.each(['force_custom_plan', 'force_generic_plan'])('with %s', (mode) => {
  test('pages of deleted tasks are index ranges, the last one too, whatever others have deleted since', async () => {
    const first = await listDeleted(db, bob, { limit: 50 });
    expect(first?.tasks).toHaveLength(50);
    expectRange(await explain(database.sql, sent, mode), 'tasks_restorable_idx', 51);

    const second = await listDeleted(db, bob, { limit: 50, cursor: first?.cursor ?? '' });
    expect(second?.tasks).toHaveLength(50);
    expectRange(await explain(database.sql, sent, mode), 'tasks_restorable_idx', 51);

    // Behind these are as many of over 30 days ago, which the purge has not reached yet.
    const rest = await listDeleted(db, bob, { limit: 500, cursor: second?.cursor ?? '' });
    expect(rest).toMatchObject({ tasks: { length: 400 }, cursor: null });
    expectRange(await explain(database.sql, sent, mode), 'tasks_restorable_idx', 400);
  });
});

function onStatement(text: string, values: unknown[]): void {
  sent = { text, values };
}

/** Tasks of a user; deleted ones, the last of them first, where it is said when. */
async function fill(
  userId: string,
  count: number,
  deleted?: { daysAgo: number; everyMinutes: number },
): Promise<void> {
  const { daysAgo = null, everyMinutes = 0 } = deleted ?? {};
  await database.sql`
    insert into tasks (user_id, title, created_at, version, deleted_at)
    select ${userId}, 'Task ' || n, timestamptz '2026-01-01' + n * interval '1 minute', n,
      now() - ${daysAgo}::float8 * interval '1 day' - (n - 1) * ${everyMinutes}::float8 * interval '1 minute'
    from generate_series(1, ${count}::int) n`;
  await database.sql`
    insert into task_revisions (user_id, revision, task_count)
    values (${userId}, ${count}, ${deleted ? 0 : count})
    on conflict (user_id) do update set revision = excluded.revision`;
}

/** An owner whose rows lie in the same table, also where there are partitions. */
async function addNeighbour(userId: string): Promise<string> {
  const neighbour = await addOwner(db);
  await database.sql`insert into task_revisions (user_id) values (${neighbour})`;
  const [found] = await database.sql`
    select count(distinct tableoid)::int as tables from task_revisions
    where user_id in (${userId}, ${neighbour})`;
  return found?.tables === 1 ? neighbour : addNeighbour(userId);
}

/** Tasks are read once, from the index and no more than these, so that a sort has no more either. */
function expectRange(plan: PlanNode[], index: string, rows: number): void {
  const reads = readsOfTasks(plan).map((step) => ({
    ...step,
    index: indexes.get(step['Index Name'] ?? '') ?? step['Index Name'],
  }));
  expect(reads).toMatchObject([
    { 'Node Type': 'Index Scan', index, 'Actual Rows': rows, 'Actual Loops': 1 },
  ]);
  expect(reads[0]?.['Rows Removed by Filter'] ?? 0).toBe(0);
}
