import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOnce } from '@/testing/connect-once';
import { findFreePort } from '@/testing/free-port';

/** A PgBouncer in transaction mode in front of one database. */
export interface OwnPgBouncer {
  /** Leads to the database through it. */
  url: string;
  /** Ends it with SIGKILL. */
  kill: () => Promise<void>;
  start: () => Promise<void>;
  remove: () => Promise<void>;
}

const START_MS = 60_000;

/** Starts it as Debian's package `pgbouncer` installs it, with so many connections for each database, and bounds statements. */
export async function startOwnPgBouncer(
  target: string,
  { poolSize = 4 } = {},
): Promise<OwnPgBouncer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-pgbouncer-'));
  await chmod(directory, 0o755);
  const port = await findFreePort();
  const file = path.join(directory, 'pgbouncer.ini');
  await writeFile(file, configuration(new URL(target), port, poolSize));
  const url = Object.assign(new URL(target), { host: `127.0.0.1:${port}` }).href;
  let child: ChildProcess | undefined;
  await start();
  return {
    url,
    start,
    kill,
    remove: async () => {
      await kill();
      await rm(directory, { recursive: true });
    },
  };

  async function start(): Promise<void> {
    // It refuses to run as root.
    const user = process.getuid?.() === 0 ? ['--user=postgres'] : [];
    child = spawn('pgbouncer', ['--quiet', ...user, file], { stdio: 'inherit' });
    await once(child, 'spawn');
    const deadline = Date.now() + START_MS;
    while (!(await answers(url))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await kill();
        throw new Error('PgBouncer is away');
      }
      await sleep(100);
    }
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}

async function answers(url: string): Promise<boolean> {
  const sql = connectOnce(url, { connect_timeout: 10 });
  const result = await sql`select 1`.then(
    () => true,
    () => false,
  );
  await sql.end({ timeout: 1 });
  return result;
}

function configuration(
  { hostname, port, username, password }: URL,
  listenPort: number,
  poolSize: number,
): string {
  const account = `user=${username}${password && ` password=${password}`}`;
  return `
[databases]
* = host=${hostname} port=${port} ${account}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
query_timeout = 5
`;
}
