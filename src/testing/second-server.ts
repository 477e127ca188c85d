import type { Sql } from 'postgres';
import { migrate } from '@/db/migrate';
import { connectOnce } from './connect-once';
import { databaseUrl } from './database-url';
import { partition, runFile } from './layout';

/** Where the tasks of the tests are, if not with the rest: a server on which databases can be made. */
const SECOND = process.env.TEST_SECOND_SERVER;

/** Makes a database beside one with partitions, and moves the tasks there, if the tests have a second server. */
export async function moveTasksAway(server: string, name: string): Promise<void> {
  if (!SECOND) return;
  await on(SECOND, (sql) => sql`create database ${sql(name)}`);
  await moveTasks(databaseUrl(server, name), databaseUrl(SECOND, name));
}

/**
 * Moves the tasks of a database with partitions to an empty one of another server, as who runs the service would.
 * `superuser` leads to the first, too.
 */
export async function moveTasks(first: string, second: string, superuser = first): Promise<void> {
  await migrate(second);
  await partition(second);
  await runFile(second, 'deploy/second-server.sql');
  const { hostname, port, pathname, username, password } = new URL(second);
  const owner = new URL(first).username;
  await on(superuser, (sql) =>
    sql.unsafe(`
      create extension postgres_fdw;
      create server second foreign data wrapper postgres_fdw options (host '${hostname}', port '${port}',
        dbname '${pathname.slice(1)}', connect_timeout '2', fetch_size '10000', batch_size '1000');
      create user mapping for ${owner} server second options (user '${username}', password '${password}');
      grant usage on foreign server second to ${owner}`),
  );
  await runFile(first, 'deploy/first-server.sql');
}

/** Copies a database, and what the second server has of it. */
export async function copyDatabase(server: string, from: string, to: string): Promise<void> {
  for (const each of bothServers(server)) {
    await on(each, (sql) => sql`create database ${sql(to)} template ${sql(from)}`);
  }
  if (!SECOND) return;
  await on(databaseUrl(server, to), (sql) =>
    sql.unsafe(`alter server second options (set dbname '${to}')`),
  );
}

/** Drops the databases whose names begin so, on both servers. */
export async function dropDatabases(server: string, prefix: string): Promise<void> {
  for (const each of bothServers(server)) {
    await on(each, async (sql) => {
      const found = await sql`
        select datname from pg_database where starts_with(datname, ${prefix})`;
      for (const { datname } of found) await sql`drop database ${sql(datname)} with (force)`;
    });
  }
}

function bothServers(server: string): string[] {
  return SECOND ? [server, SECOND] : [server];
}

async function on(url: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = connectOnce(url);
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
