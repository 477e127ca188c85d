import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListTasks } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner } from '@/testing/task-owners';
import { connectDatabase, type Db } from './client';
import { listDeleted } from './deleted-tasks';
import { listChanges } from './task-changes';
import { writeTasks } from './task-bulk';
import { listTasks } from './task-list';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

let database: TestDatabase;
let db: Db;
let closeWatched: () => Promise<void>;
let sent: { text: string; values: unknown[] };
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
    expectRange(await explainSent(mode), 'tasks_created_idx', 51);

    const second = await listTasks(db, ada, { ...query, cursor: first?.next });
    expect(second?.tasks).toHaveLength(50);
    expectRange(await explainSent(mode), 'tasks_created_idx', 51);
  });

  test.each([
    ['all tasks', undefined],
    ['the next page of all tasks', { version: 50_000, began: 100_000 }],
    ['the changes since a version', { version: 50_000, began: 0 }],
  ])('%s, in the order of their versions, are an index range', async (_name, from) => {
    expect((await listChanges(db, ada, from, 100))?.changes).toHaveLength(100);
    expectRange(await explainSent(mode), 'tasks_version_idx', 101);
  });
});

describe.each(['force_custom_plan', 'force_generic_plan'])('with %s', (mode) => {
  test('pages of deleted tasks are index ranges, the last one too, whatever others have deleted since', async () => {
    const first = await listDeleted(db, bob, { limit: 50 });
    expect(first?.tasks).toHaveLength(50);
    expectRange(await explainSent(mode), 'tasks_restorable_idx', 51);

    const second = await listDeleted(db, bob, { limit: 50, cursor: first?.cursor ?? '' });
    expect(second?.tasks).toHaveLength(50);
    expectRange(await explainSent(mode), 'tasks_restorable_idx', 51);

    // Behind these are as many of over 30 days ago, which the purge has not reached yet.
    const rest = await listDeleted(db, bob, { limit: 500, cursor: second?.cursor ?? '' });
    expect(rest).toMatchObject({ tasks: { length: 400 }, cursor: null });
    expectRange(await explainSent(mode), 'tasks_restorable_idx', 400);
  });
});

describe.each(['force_custom_plan', 'force_generic_plan'])('with %s', (mode) => {
  test('a bulk looks up the tasks that it changes, also where most users have few', async () => {
    await shareOut(2_000, 3);
    const { tasks } = (await listTasks(db, ada, ListTasks.parse({ user_id: ada, limit: 100 })))!;
    const operations = tasks.map(({ id }) => ({ op: 'update' as const, id, title: 'Bread' }));
    expect(await writeTasks(db, ada, operations, 1_000_000)).toHaveLength(100);

    const reads = readsOfTasks(await explainSent(mode));
    expect(reads).toHaveLength(2);
    for (const read of reads) {
      expect(read).toMatchObject({ index: 'tasks_user_id_id_pk', 'Actual Loops': 100 });
      expect(read['Rows Removed by Filter'] ?? 0).toBe(0);
    }
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

/** So many users more with as many tasks each, known to the planner. */
async function shareOut(users: number, each: number): Promise<void> {
  await database.sql.begin(async (sql) => {
    const prefix = randomUUID();
    await sql`
      insert into "user" (id, name, email)
      select ${prefix} || n, 'Cy', ${prefix} || n from generate_series(1, ${users}::int) n`;
    await sql`
      insert into task_revisions (user_id, revision, task_count)
      select id, ${each}, ${each} from "user" where starts_with(id, ${prefix})`;
    await sql`
      insert into tasks (user_id, title, version)
      select id, 'Milk', n from "user", generate_series(1, ${each}::int) n where starts_with(id, ${prefix})`;
  });
  await database.sql`analyze`;
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

/** How PostgreSQL runs the statement that was sent last, all steps. */
async function explainSent(mode: string): Promise<PlanNode[]> {
  const list = sent.values.map((value) => `'${value}'`).join();
  return database.sql.begin(async (sql) => {
    await sql.unsafe(`set local plan_cache_mode = ${mode}`);
    await sql.unsafe(`prepare page as ${sent.text}`);
    const [found] = await sql.unsafe(`explain (analyze, format json) execute page(${list})`);
    await sql.unsafe('deallocate page');
    return flatten(found?.['QUERY PLAN'][0].Plan);
  });
}

function flatten(node: PlanNode): PlanNode[] {
  const { Plans = [], ...step } = node;
  return [step, ...Plans.flatMap(flatten)];
}

/** Tasks are read once, from the index and no more than these, so that a sort has no more either. */
function expectRange(plan: PlanNode[], index: string, rows: number): void {
  const reads = readsOfTasks(plan);
  expect(reads).toMatchObject([
    { 'Node Type': 'Index Scan', index, 'Actual Rows': rows, 'Actual Loops': 1 },
  ]);
  expect(reads[0]?.['Rows Removed by Filter'] ?? 0).toBe(0);
}

/** The steps that read tasks, with the index of the whole table that each is part of. */
function readsOfTasks(plan: PlanNode[]): (PlanNode & { index: string | undefined })[] {
  return plan
    .filter(
      (step) =>
        step['Node Type'].endsWith('Scan') &&
        /^tasks(_\d+)?$/.test(step['Relation Name'] ?? '') &&
        step['Actual Loops'] > 0,
    )
    .map((step) => ({
      ...step,
      index: indexes.get(step['Index Name'] ?? '') ?? step['Index Name'],
    }));
}
