import { chmod, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { openCluster } from '@/db/embedded-cluster';
import { findPostmaster } from '@/db/embedded-postmaster';
import { isAlive } from '@/db/embedded-process';
import { findPrograms } from '@/db/embedded-programs';
import { failureCode } from '@/db/failures';
import { migrate } from '@/db/migrate';
import { connectOnce } from './connect-once';
import { databaseUrl } from './database-url';
import { findFreePort } from './free-port';
import { layOut } from './layout';
import { makeTestDirectory } from './test-directory';

/** A PostgreSQL that belongs to one test, which may do to it whatever happens to servers. */
export interface OwnPostgres {
  /** Leads to a migrated database `tandem`, owned by a role of that name; the same after a restart. */
  url: string;
  /** `smart` waits for all clients to leave and refuses new ones, `fast` ends them, `immediate` is a crash. */
  stop: (mode: 'smart' | 'fast' | 'immediate') => Promise<void>;
  /** Starts it on the same port, and waits until it answers. */
  start: () => Promise<void>;
  /** Ends the postmaster as nothing but SIGKILL does. */
  kill: () => Promise<void>;
  /** Ends one backend with SIGKILL: PostgreSQL ends all others, and recovers by itself. */
  crash: () => Promise<void>;
  /** Ends all connections of clients. */
  terminateBackends: () => Promise<void>;
  /** Makes all transactions read-only, as on a server that has become a standby. */
  setReadOnly: (on: boolean) => Promise<void>;
  /** Takes up all connections, those kept for superusers too; the result lets go of them. */
  exhaust: () => Promise<() => Promise<void>>;
  /** Works as its superuser, on a connection to the database `postgres`. */
  administer: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  remove: () => Promise<void>;
}

const OWNER = 'tandem';
const START_TIMEOUT = 60_000;
const END_TIMEOUT = 60_000;

/** Starts a fresh server; `settings` are those of postgresql.conf. */
export async function startOwnPostgres(
  settings: Record<string, string | number> = {},
): Promise<OwnPostgres> {
  const directory = await makeTestDirectory();
  // When the tests run as root, PostgreSQL runs as another user.
  await chmod(directory, 0o755);
  const programs = await findPrograms(directory);
  const { data, log, password } = await openCluster(directory, programs);
  const port = await findFreePort();
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const url = Object.assign(new URL(databaseUrl(adminUrl, OWNER)), { username: OWNER }).href;

  try {
    await start();
    await administer(async (sql) => {
      await sql.unsafe(`create role ${OWNER} login password '${password}'`);
      await sql.unsafe(`create database ${OWNER} owner ${OWNER}`);
    });
    await migrate(url);
    await layOut(url);
  } catch (error) {
    await remove();
    throw error;
  }

  return {
    url,
    stop,
    start,
    kill: () => administer((sql) => killPostmaster(data, sql)),
    crash: () => administer((sql) => killBackend(sql)),
    terminateBackends: () => administer((sql) => terminateBackends(sql)),
    setReadOnly: (on) => administer((sql) => setReadOnly(sql, on)),
    exhaust: () => exhaust(adminUrl),
    administer,
    remove,
  };

  /** Again, while processes of a server that was killed are still there. */
  async function start(): Promise<void> {
    const all = [`-p ${port}`, ...options].join(' ');
    const deadline = Date.now() + START_TIMEOUT;
    for (;;) {
      try {
        await programs.pgCtl('start', '--wait', `-D${data}`, `--log=${log}`, `--options=${all}`);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(100);
      }
    }
  }

  async function stop(mode: string): Promise<void> {
    await programs.pgCtl('stop', '--wait', '--timeout=120', `--mode=${mode}`, `--pgdata=${data}`);
  }

  async function remove(): Promise<void> {
    if (await findPostmaster(data)) await stop('immediate');
    await rm(directory, { recursive: true, maxRetries: 10 });
  }

  async function administer<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const sql = connectOnce(adminUrl);
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  }
}

/** Until nothing is left of it: those that serve clients end by themselves. */
async function killPostmaster(data: string, sql: Sql): Promise<void> {
  const postmaster = await findPostmaster(data);
  if (!postmaster) throw new Error('No PostgreSQL runs that could be killed');
  const backends = await sql<{ pid: number }[]>`select pid from pg_stat_activity`;
  process.kill(postmaster.pid, 'SIGKILL');
  const deadline = Date.now() + END_TIMEOUT;
  for (const { pid } of [postmaster, ...backends]) {
    while (isAlive(pid)) {
      if (Date.now() > deadline) throw new Error(`Process ${pid} of PostgreSQL does not end`);
      await sleep(10);
    }
  }
}

/** One that serves a client, or else a helper of the server. */
async function killBackend(sql: Sql): Promise<void> {
  const [row] = await sql`
    select pid from pg_stat_activity where pid <> pg_backend_pid()
    order by backend_type = 'client backend' desc limit 1`;
  if (row) process.kill(row.pid, 'SIGKILL');
}

async function terminateBackends(sql: Sql): Promise<void> {
  await sql`
    select pg_terminate_backend(pid, 30000) from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`;
}

async function exhaust(url: string): Promise<() => Promise<void>> {
  const first = connectOnce(url);
  const held = [first];
  // Until all are taken, so that nobody else is faster.
  await first.unsafe(`alter role ${OWNER} connection limit 0`);
  await terminateBackends(first);
  for (let isFull = false; !isFull;) {
    const one = connectOnce(url);
    held.push(one);
    isFull = await one`select`.then(() => false, isExhaustion);
  }
  await first.unsafe(`alter role ${OWNER} connection limit -1`);
  return async () => {
    await Promise.all(held.map((one) => one.end()));
  };
}

function isExhaustion(error: unknown): boolean {
  if (failureCode(error) === '53300') return true;
  throw error;
}

async function setReadOnly(sql: Sql, on: boolean): Promise<void> {
  await sql.unsafe(`alter system set default_transaction_read_only = ${on}`);
  await sql`select pg_reload_conf()`;
}
