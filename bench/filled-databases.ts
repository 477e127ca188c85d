import { type Database, connectDatabase } from '@/db/client';
import { migrate } from '@/db/migrate';
import { addOwner } from '@/testing/task-owners';

// Nothing of its own accord while we measure, and the processor's work rather than the disk's.
const SETTINGS = [
  'autovacuum = off',
  "checkpoint_timeout = '1h'",
  "max_wal_size = '8GB'",
  'synchronous_commit = off',
];
const OTHERS = 40;

/** Two databases with the same tasks, for comparing one change of the schema side by side. */
export interface FilledDatabases {
  plain: Database;
  changed: Database;
  /** At the default cap, ten times above it, and at the cap again for what writes. */
  owners: { capped: string; large: string; writer: string };
}

/** Fills a database of the server and copies it; other users hold a thousand tasks each. */
export async function createFilledDatabases(serverUrl: string): Promise<FilledDatabases> {
  const server = connect(serverUrl);
  for (const setting of SETTINGS) await server.sql.unsafe(`alter system set ${setting}`);
  await server.sql`select pg_reload_conf()`;
  await server.sql`create database plain`;
  const owners = await fill(databaseUrl(serverUrl, 'plain'));
  await server.sql`create database changed template plain`;
  await server.close();
  const plain = connect(databaseUrl(serverUrl, 'plain'));
  const changed = connect(databaseUrl(serverUrl, 'changed'));
  return { plain, changed, owners };
}

async function fill(url: string): Promise<FilledDatabases['owners']> {
  await migrate(url);
  const { db, sql, close } = connect(url);
  const capped = await addOwner(db);
  const large = await addOwner(db);
  const writer = await addOwner(db);
  const counts = new Map([
    [capped, 10_000],
    [large, 100_000],
    [writer, 10_000],
  ]);
  for (let others = 0; others < OTHERS; others += 1) counts.set(await addOwner(db), 1_000);
  await sql`
    insert into task_revisions (user_id, revision, task_count)
    select user_id, count, count
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) o (user_id, count)`;
  await sql`select setseed(0.5)`;
  // In the order of creation, so that the rows of one user lie scattered among the others'.
  await sql`
    insert into tasks (user_id, title, description, due_date, priority, tags, created_at, updated_at, version)
    select user_id, (array['Buy ', 'Call ', 'Éclair ', 'write '])[1 + floor(random() * 4)] || md5(random()::text),
      repeat(md5(n::text), 3), case when random() < 0.5 then date '2026-01-01' + floor(random() * 700)::int end,
      (enum_range(null::task_priority))[1 + floor(random() * 4)], array['home'], created_at,
      created_at + random() * interval '100 days', n
    from (select user_id, n, timestamptz '2026-01-01' + n * interval '300 days' / revision as created_at
      from task_revisions, generate_series(1, revision) n order by created_at) t`;
  await close();
  return { capped, large, writer };
}

function connect(url: string): Database {
  return connectDatabase({ url, poolMax: 1, prepare: true });
}

function databaseUrl(serverUrl: string, name: string): string {
  return new URL(`/${name}`, serverUrl).href;
}
