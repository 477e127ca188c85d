import { appendFile, chown, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { onConnection } from '@/db/connection';
import { findIdentity, launch } from '@/db/embedded-launcher';
import { isAlive } from '@/db/embedded-process';
import { findFreePort } from '@/testing/free-port';
import type { OnEnd } from '../report';

/** One of two servers that take turns. */
export interface Server {
  port: number;
  version: () => Promise<string>;
  /** Makes a database of its own that takes writes. */
  create: () => Promise<void>;
  /** Copies another, which runs. */
  copy: (other: Server) => Promise<void>;
  /** Becomes the standby of another when it starts. */
  follow: (other: Server) => Promise<void>;
  start: () => Promise<void>;
  /** `fast` ends clients when the standby has all there is, `immediate` is a crash. */
  stop: (mode: 'fast' | 'immediate') => Promise<void>;
  /** Ends all of its processes at once, as when a machine is lost. */
  kill: () => Promise<void>;
  /** Takes writes from now on, and waits for no standby. */
  promote: () => Promise<void>;
  /** Knows the role that the check of the balancer logs in as. */
  addChecker: () => Promise<void>;
  /** Acknowledges from now on only what a standby has, too. */
  needStandby: () => Promise<void>;
}

/** Programs of the newest PostgreSQL of this system, run as a user that they accept. */
type Run = (program: string, ...args: string[]) => Promise<string>;

const SYSTEM = '/usr/lib/postgresql';
/** Far longer than it takes, in milliseconds. */
const STANDBY_MS = 60_000;
const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
`;

/** Two servers that lie in a directory until the end, the second of which is the standby of the first. */
export async function startPair(directory: string, onEnd: OnEnd): Promise<[Server, Server]> {
  const run = await findPrograms(directory);
  const first = await prepare(run, path.join(directory, 'first'));
  const second = await prepare(run, path.join(directory, 'second'));
  // One of them may have ended.
  onEnd(() => Promise.allSettled([first, second].map((server) => server.stop('immediate'))));
  await first.create();
  await first.start();
  await first.addChecker();
  await second.copy(first);
  await second.follow(first);
  await second.start();
  await first.needStandby();
  return [first, second];
}

async function findPrograms(directory: string): Promise<Run> {
  const versions = (await readdir(SYSTEM)).toSorted((one, other) => Number(other) - Number(one));
  const identity = process.getuid?.() === 0 ? await findIdentity(directory) : undefined;
  if (identity) await chown(directory, identity.uid, identity.gid);
  return (program, ...args) =>
    launch(
      { prefix: [], ...identity },
      path.join(SYSTEM, versions[0] ?? '', 'bin', program),
      ...args,
    );
}

async function prepare(run: Run, data: string): Promise<Server> {
  const port = await findFreePort();
  const pgCtl = (...args: string[]) => run('pg_ctl', `--pgdata=${data}`, ...args);
  const ask = <T>(work: (sql: Sql) => Promise<T>) =>
    onConnection({ url: `postgres://postgres@127.0.0.1:${port}/postgres`, name: 'drill' }, work);
  return {
    port,
    version: () => run('postgres', '--version'),
    create,
    copy,
    follow,
    start,
    stop,
    kill,
    promote,
    addChecker,
    needStandby,
  };

  async function create(): Promise<void> {
    const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale'];
    await run('initdb', `--pgdata=${data}`, ...options, '--no-sync');
    await appendFile(path.join(data, 'postgresql.conf'), SETTINGS);
  }

  async function copy(other: Server): Promise<void> {
    const from = `--dbname=${placeOf(other)}`;
    await run('pg_basebackup', from, `--pgdata=${data}`, '--checkpoint=fast', '--no-sync');
  }

  async function follow(other: Server): Promise<void> {
    await writeFile(path.join(data, 'standby.signal'), '');
    const setting = `primary_conninfo = '${placeOf(other)}'\n`;
    await appendFile(path.join(data, 'postgresql.auto.conf'), setting);
  }

  async function start(): Promise<void> {
    await pgCtl('start', '--wait', `--log=${data}.log`, `--options=-p ${port}`);
  }

  async function stop(mode: string): Promise<void> {
    await pgCtl('stop', '--wait', `--mode=${mode}`);
  }

  async function kill(): Promise<void> {
    const pid = Number.parseInt(await readFile(path.join(data, 'postmaster.pid'), 'utf8'), 10);
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    process.kill(pid, 'SIGKILL');
    // Some end by themselves then.
    for (const child of children.trim().split(' ').map(Number)) {
      if (isAlive(child)) process.kill(child, 'SIGKILL');
    }
  }

  async function promote(): Promise<void> {
    await pgCtl('promote', '--wait');
    await setStandbys('');
  }

  async function addChecker(): Promise<void> {
    await ask((sql) => sql`create role tandem_check login`);
  }

  async function needStandby(): Promise<void> {
    await setStandbys('*');
    await ask(async (sql) => {
      const find = () => sql`select from pg_stat_replication where sync_state = 'sync'`;
      const deadline = Date.now() + STANDBY_MS;
      while ((await find()).length === 0) {
        if (Date.now() > deadline) throw new Error('No standby has come');
        await sleep(50);
      }
    });
  }

  async function setStandbys(names: string): Promise<void> {
    await ask((sql) => sql.unsafe(`alter system set synchronous_standby_names = '${names}'`));
    await ask((sql) => sql`select pg_reload_conf()`);
  }
}

function placeOf({ port }: Server): string {
  return `host=127.0.0.1 port=${port} user=postgres`;
}
