import type postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { connectOnce } from '@/testing/connect-once';
import { databaseUrl } from '@/testing/database-url';
import { type Group, idOf, TASKS_EACH } from './people';

/** How much a database is filled with. */
export interface Sizes {
  /** Users to read, and as many to write. */
  people: number;
  /** The tasks of the one who has many. */
  many: number;
  /** Users whom nobody asks for. */
  others: number;
}

/** A filled database. */
export interface Data {
  url: string;
  /** The users of each group. */
  members: Record<Group, string[]>;
  /** Ids of the tasks of each user. */
  idsOf: (userId: string) => number[];
  /** Removes what was created, and sweeps up after all writes, so that each work begins alike. */
  tidy: () => Promise<void>;
  close: () => Promise<void>;
}

/** Makes a database of the server, and fills it. */
export async function createData(server: string, name: string, sizes: Sizes): Promise<Data> {
  const administrator = connectOnce(server);
  await administrator.unsafe(`create database ${name}`);
  // The processor's work is compared, not the disk's.
  await administrator.unsafe(`alter database ${name} set synchronous_commit = off`);
  await administrator.end();
  const url = databaseUrl(server, name);
  await migrate(url);
  const sql = connectOnce(url);
  await fill(sql, sizes);
  const rows = await sql<{ user_id: string; ids: string }[]>`
    select user_id, array_to_json(array_agg(id order by id))::text as ids from tasks
    where user_id not like 'other%' group by user_id`;
  const ids = new Map(rows.map((row) => [row.user_id, JSON.parse(row.ids) as number[]]));
  const last = Math.max(...[...ids.values()].flatMap((all) => all.slice(-1)));
  const people = (group: Group) => Array.from({ length: sizes.people }, (_, n) => idOf(group, n));
  return {
    url,
    members: {
      reader: people('reader'),
      writer: people('writer'),
      hoarder: [idOf('hoarder', 0)],
    },
    idsOf: (userId) => ids.get(userId) ?? [],
    tidy: async () => {
      await sql`delete from tasks where id > ${last} and user_id not like 'other%'`;
      await sql.unsafe('vacuum analyze tasks, task_revisions');
    },
    close: () => sql.end(),
  };
}

async function fill(sql: postgres.Sql, { people, many, others }: Sizes): Promise<void> {
  await sql`
    create temporary table holders as
    select ${idOf('hoarder', 0)} as id, ${many}::int as tasks
    union all
    select name || lpad(n::text, 32 - length(name), '0'), ${TASKS_EACH}::int
    from (values ('reader', ${people}::int), ('writer', ${people}::int), ('other', ${others}::int)) g (name, users),
      generate_series(0, users - 1) n`;
  await sql`
    insert into "user" (id, name, email) select id, 'Ada', id || '@example.com' from holders`;
  await sql`
    insert into task_revisions (user_id, revision, task_count) select id, tasks, tasks from holders`;
  // In the order of creation, so that the rows of one user lie scattered among the others'.
  await sql`
    insert into tasks (user_id, title, description, completed, due_date, priority, tags,
      created_at, updated_at, version)
    select id, 'Write the report ' || n, case when n % 2 = 0 then repeat('What it says. ', 6) end,
      n % 3 = 0, case when n % 2 = 0 then date '2026-12-01' + n % 90 end,
      (enum_range(null::task_priority))[1 + n % 4], array['home', 'tag ' || n % 7],
      created_at, created_at, n
    from (
      select id, n, timestamptz '2026-01-01' + (n + 0.5) * interval '300 days' / tasks as created_at
      from holders, generate_series(1, tasks) n
      order by n / tasks::float
    ) t`;
  await sql.unsafe('alter table tasks set (autovacuum_enabled = off)');
  await sql.unsafe('vacuum analyze');
}
