import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListTasks } from '@/contract/tasks';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { addOwner } from '@/testing/task-owners';
import { listTasks } from './task-list';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Rows': number;
  Plans?: PlanNode[];
}

const CHANGES = 'select * from tasks where user_id = $1 and version > $2 order by version limit $3';

const statements: string[] = [];
let database: TestDatabase;
let ada: string;

beforeAll(async () => {
  database = await createTestDatabase({ onStatement: (statement) => statements.push(statement) });
  ada = await addOwner(database.db);
  await fill(ada, 100_000);
  for (let others = 0; others < 20; others += 1) await fill(await addOwner(database.db), 1_000);
  await database.sql`analyze`;
});
afterAll(() => database.close());

// PostgreSQL plans a prepared statement for its values at first, and later perhaps for any.
describe.each(['force_custom_plan', 'force_generic_plan'])('with %s', (mode) => {
  test.each(['desc', 'asc'] as const)('pages by creation, %s, are index ranges', async (order) => {
    const query = ListTasks.parse({ user_id: ada, order, limit: 50 });
    const first = await listTasks(database.db, ada, query);
    const last = first?.tasks.at(-1);
    const firstPage = await explain(mode, statements.at(-1), [ada, 51]);
    expect(firstPage).toEqual(readOf('tasks_created_idx', 51));

    await listTasks(database.db, ada, { ...query, cursor: first?.next });
    const values = [ada, last?.created_at, last?.id, 51];
    const nextPage = await explain(mode, statements.at(-1), values);
    expect(nextPage).toEqual(readOf('tasks_created_idx', 51));
  });

  test('the changes since a version are an index range', async () => {
    const plan = await explain(mode, CHANGES, [ada, 50_000, 100]);
    expect(plan).toEqual(readOf('tasks_version_idx', 100));
  });
});

async function fill(userId: string, count: number): Promise<void> {
  await database.sql`
    insert into tasks (user_id, title, created_at, version)
    select ${userId}, 'Task ' || n, timestamptz '2026-01-01' + n * interval '1 minute', n
    from generate_series(1, ${count}::int) n`;
}

/** How PostgreSQL runs a statement, from the outermost step to the innermost. */
async function explain(
  mode: string,
  statement: string | undefined,
  values: unknown[],
): Promise<PlanNode[]> {
  const list = values.map((value) => `'${value}'`).join();
  return database.sql.begin(async (sql) => {
    await sql.unsafe(`set local plan_cache_mode = ${mode}`);
    await sql.unsafe(`prepare page as ${statement}`);
    const [found] = await sql.unsafe(`explain (analyze, format json) execute page(${list})`);
    await sql.unsafe('deallocate page');
    return flatten(found?.['QUERY PLAN'][0].Plan);
  });
}

function flatten(node: PlanNode): PlanNode[] {
  const { Plans = [], ...step } = node;
  return [step, ...Plans.flatMap(flatten)];
}

function readOf(index: string, rows: number) {
  return [
    expect.objectContaining({ 'Node Type': 'Limit' }),
    expect.objectContaining({ 'Index Name': index, 'Actual Rows': rows }),
  ];
}
