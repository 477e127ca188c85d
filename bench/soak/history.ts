import type { Sql } from 'postgres';
import type { Task } from '@/contract/tasks';
import { connectOnce } from '@/testing/connect-once';
import { groupBy } from './groups';

/** A task after one write of it, as PostgreSQL wrote it down in the same transaction. */
export interface Row {
  task: Task;
  deleted: boolean;
}

/** What the database holds, asked for past the servers. */
export interface Holdings {
  /** Every write there was, by user, in the order of the versions. */
  history: Map<string, Row[]>;
  /** The tasks as they are, the deleted ones too, by user. */
  tasks: Map<string, Row[]>;
  ledgers: Map<string, { revision: number; taskCount: number }>;
}

/** Lets the database itself write down every version of every task, in the transaction that makes it. */
export function keepHistory(url: string): Promise<unknown> {
  return withSql(url, (sql) =>
    sql.unsafe(`
      create table soak_history (like tasks);
      create function soak_remember() returns trigger language plpgsql as
        'begin insert into soak_history values (new.*); return null; end';
      create trigger soak_remember after insert or update on tasks
        for each row execute function soak_remember();`),
  );
}

/** Longer than PostgreSQL lets a transaction wait, in milliseconds. */
const QUIET_MS = 60_000;

/** Waits until none of the servers' writes is left in the database. */
export function untilQuiet(url: string): Promise<void> {
  return withSql(url, async (sql) => {
    const deadline = performance.now() + QUIET_MS;
    for (let quiet = 0; quiet < 5;) {
      const busy = await sql`
        select from pg_stat_activity
        where usename = current_user and pid <> pg_backend_pid()
          and (backend_xid is not null or state like 'idle in%' or wait_event_type = 'Lock')`;
      quiet = busy.length === 0 ? quiet + 1 : 0;
      if (performance.now() > deadline) throw new Error('The database does not come to rest');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
}

export function readHoldings(url: string): Promise<Holdings> {
  return withSql(url, async (sql) => {
    const ledgers = await sql<{ userId: string; revision: number; taskCount: number }[]>`
      select user_id as "userId", revision::float8, task_count as "taskCount" from task_revisions`;
    return {
      history: await readRows(sql, 'soak_history'),
      tasks: await readRows(sql, 'tasks'),
      ledgers: new Map(ledgers.map((ledger) => [ledger.userId, ledger])),
    };
  });
}

async function readRows(sql: Sql, table: string): Promise<Map<string, Row[]>> {
  const rows = (await sql.unsafe(`
    select id::float8, user_id, title, description, completed, due_date::text, priority::text,
      to_json(tags) as tags,
      ${instant('created_at')}, ${instant('updated_at')}, version::float8,
      deleted_at is not null as deleted
    from ${table} order by user_id, version`)) as unknown as (Task & { deleted: boolean })[];
  return groupBy(
    rows.map(({ deleted, ...task }) => ({ task, deleted })),
    ({ task }) => task.user_id,
  );
}

/** As answers write it. */
function instant(name: string): string {
  return `to_char(${name} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${name}`;
}

async function withSql<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connectOnce(url);
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
