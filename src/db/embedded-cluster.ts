import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, statSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Programs } from './embedded-programs';
import { isAlive } from './embedded-process';

/** Where one embedded PostgreSQL keeps its files, and its password. */
export interface Cluster {
  data: string;
  log: string;
  password: string;
}

/** Opens `home`/postgres, making it first if it is not there or half-made. */
export async function openCluster(home: string, programs: Programs): Promise<Cluster> {
  const directory = path.join(home, 'postgres');
  await removeAbandonedDrafts(home);
  if (existsSync(directory) && !isComplete(directory)) moveAside(directory);
  if (!existsSync(directory)) await makeCluster(home, directory, programs);
  return {
    data: path.join(directory, 'data'),
    log: path.join(directory, 'server.log'),
    password: await readFile(path.join(directory, 'password'), 'utf8'),
  };
}

/** `initdb` works on a draft, so that whatever bears the real name is whole. */
async function makeCluster(home: string, directory: string, programs: Programs): Promise<void> {
  const draft = path.join(home, `postgres.${process.pid}.tmp`);
  const password = path.join(draft, 'password');
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
    await programs.handOver(draft);
    await programs.handOver(password);
    await programs.initdb(
      `--pgdata=${path.join(draft, 'data')}`,
      '--username=postgres',
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--set=listen_addresses=127.0.0.1',
      '--set=unix_socket_directories=',
      '--set=log_min_messages=log',
      '--set=log_checkpoints=off',
    );
    await rename(draft, directory);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another process was faster.
    if (isComplete(directory)) return;
    throw new Error(
      `PostgreSQL could not be set up in ${directory}: ${String(cause)}\n` +
        'Set DATA_DIR to another directory, or DATABASE_URL to use a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** What cannot be seen is another user's, not half-made. */
function isComplete(directory: string): boolean {
  const control = path.join(directory, 'data', 'global', 'pg_control');
  try {
    return statSync(control, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw new Error(`${directory} cannot be read: start as its owner, or set DATA_DIR.`, { cause });
  }
}

function moveAside(directory: string): void {
  const time = new Date().toISOString().replaceAll(':', '-');
  renameSync(directory, `${directory}.broken-${time}`);
}

async function removeAbandonedDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = Number(/^postgres\.(\d+)\.tmp$/.exec(name)?.[1]);
    const abandoned = pid === process.pid || (pid && !isAlive(pid));
    if (abandoned) await rm(path.join(home, name), { recursive: true, force: true });
  }
}
