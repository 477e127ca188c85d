import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ListTasks, type TaskQuery } from '@/contract/tasks';
import type { Database } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { listTasks } from '@/db/task-list';
import { createTask, updateTask } from '@/db/tasks';
import { createFilledDatabases } from './filled-databases';
import { fastest, means, medians, type Pair, sideBySide } from './side-by-side';

/** What an index for each order would be on; `created` has one, and shows how far noise goes. */
const INDEX_KEYS: Record<TaskQuery['sort'], string | undefined> = {
  created: undefined,
  updated: 'updated_at',
  title: 'title collate "und-x-icu"',
  due_date: "coalesce(due_date, 'infinity'::date)",
  priority: 'priority',
};
const HEADER = [
  'order',
  'page of 10,000 (ms)',
  'page of 100,000 (ms)',
  'all 10,000 (ms)',
  'create (ms)',
  'create: WAL (bytes)',
  'update (ms)',
  'update: WAL (bytes)',
];
const BLOCKS = 60;
const WRITES = 20;

interface Block {
  /** Milliseconds, and bytes of the write-ahead log, of one write. */
  time: number;
  bytes: number;
}

const directory = await mkdtemp(path.join(tmpdir(), 'tandem-bench-'));
const server = await startEmbedded(directory);
const { plain, changed, owners } = await createFilledDatabases(server.url);
try {
  const ids = await plain.sql<{ id: number }[]>`
    select id::int from tasks where user_id = ${owners.writer} order by random()`;
  print(HEADER);
  print(HEADER.map((_, column) => (column === 0 ? '---' : '---:')));
  for (const [sort, key] of Object.entries(INDEX_KEYS)) {
    if (key) await changed.sql.unsafe(createIndex(key));
    for (const { sql } of [plain, changed]) await sql`vacuum analyze tasks`;
    print([
      sort,
      medians(await timeLists(40, owners.capped, { sort, limit: 50 }), 2),
      medians(await timeLists(20, owners.large, { sort, limit: 50 }), 2),
      medians(await timeLists(10, owners.capped, { sort }), 1),
      ...(await measureWrites(addTask)),
      ...(await measureWrites((database, n) => toggle(database, ids[n % ids.length]?.id))),
    ]);
    if (key) await changed.sql`drop index candidate`;
  }
} finally {
  await plain.close();
  await changed.close();
  await server.stop();
  await rm(directory, { recursive: true });
}

function createIndex(key: string): string {
  return `create index candidate on tasks (user_id, (${key}), id) where deleted_at is null`;
}

function timeLists(rounds: number, userId: string, query: object): Promise<Pair[]> {
  const parsed = ListTasks.parse({ user_id: userId, ...query });
  return sideBySide(rounds, { plain, changed }, async ({ db }) => {
    const start = performance.now();
    await listTasks(db, userId, parsed);
    return performance.now() - start;
  });
}

async function measureWrites(
  write: (database: Database, n: number) => Promise<unknown>,
): Promise<string[]> {
  const pairs = await sideBySide(BLOCKS, { plain, changed }, async (database, round) => {
    const before = await walPosition(database);
    const start = performance.now();
    for (let n = 0; n < WRITES; n += 1) await write(database, round * WRITES + n);
    const time = (performance.now() - start) / WRITES;
    return { time, bytes: ((await walPosition(database)) - before) / WRITES };
  });
  return [fastest(only('time', pairs), 2), means(only('bytes', pairs), 0)];
}

function addTask({ db }: Database, n: number): Promise<unknown> {
  const input = { title: `Buy ${randomUUID()}`, due_date: `2027-01-${10 + (n % 20)}` };
  return createTask(db, owners.writer, input, 1_000_000);
}

function toggle({ db }: Database, id = 0): Promise<unknown> {
  return updateTask(db, owners.writer, id, { completed: true });
}

async function walPosition({ sql }: Database): Promise<number> {
  // What is still in the buffers counts as well.
  const [row] = await sql`select pg_current_wal_insert_lsn() - '0/0' as bytes`;
  return Number(row?.bytes);
}

function only(name: keyof Block, pairs: Pair<Block>[]): Pair[] {
  return pairs.map((pair) => ({ plain: pair.plain[name], changed: pair.changed[name] }));
}

function print(cells: string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
