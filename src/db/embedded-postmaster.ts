import { readFileSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './embedded-cluster';
import { readCommandLine } from './embedded-process';
import type { Programs } from './embedded-programs';

/** The running server of one data directory; it may still be starting, or already stopping. */
export interface Postmaster {
  pid: number;
  port: number;
}

const STOP_TIMEOUT = 60_000;
const LOST_RACE =
  /lock file "postmaster.pid" already exists|could not create any TCP\/IP sockets|pre-existing shared memory block/;
/** Another process has made it and not written it yet, or a crash left it so. */
const IS_EMPTY = /(lock|PID) file ".*postmaster\.pid" is empty/;
const WRITTEN_WITHIN = 5_000;

/** Finds the server of a data directory by its postmaster.pid, and removes one that a dead server left. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  if (!pid) return undefined;
  const command = await readCommandLine(pid);
  if (command === undefined || command.includes(data)) return { pid, port: port || 0 };
  removeIfUnchanged(file, text);
  return undefined;
}

/** Starts a server on `port`, or a free one, and waits until it answers; does nothing when another process was faster. */
export async function startPostmaster(
  cluster: Cluster,
  programs: Programs,
  port?: number,
): Promise<void> {
  const logged = await stat(cluster.log).then(
    ({ size }) => size,
    () => 0,
  );
  try {
    await programs.pgCtl(
      'start',
      '--wait',
      '--timeout=120',
      `--pgdata=${cluster.data}`,
      `--log=${cluster.log}`,
      `--options=-p ${port ?? (await findFreePort())}`,
    );
  } catch (cause) {
    const log = await readFile(cluster.log).catch(() => Buffer.alloc(0));
    const news = log.subarray(logged).toString().trim();
    if (IS_EMPTY.test(`${String(cause)}\n${news}`) && (await isWritten(cluster.data))) return;
    const wasFaster = port === undefined || (await findPostmaster(cluster.data));
    if (wasFaster && LOST_RACE.test(news)) return;
    throw new Error(
      `PostgreSQL did not start: ${String(cause)}\n${news.split('\n').slice(-10).join('\n')}\n` +
        `Its log is ${cluster.log}; set DATA_DIR to start with another directory.`,
      { cause },
    );
  }
}

/** Stops the server of a data directory and waits until its files are closed. */
export async function stopPostmaster(cluster: Cluster, programs: Programs): Promise<void> {
  const running = await findPostmaster(cluster.data);
  if (!running) return;
  await programs.pgCtl('stop', '--mode=fast', '--no-wait', `--pgdata=${cluster.data}`);
  const deadline = Date.now() + STOP_TIMEOUT;
  // Not `pg_ctl --wait`: it would wait for a successor that another process starts meanwhile.
  while ((await findPostmaster(cluster.data))?.pid === running.pid) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL did not stop; its log is ${cluster.log}`);
    await sleep(20);
  }
}

async function isWritten(data: string): Promise<boolean> {
  for (const deadline = Date.now() + WRITTEN_WITHIN; Date.now() < deadline; await sleep(20)) {
    if (await findPostmaster(data)) return true;
  }
  return false;
}

/** Synchronous, so that nothing comes between the look and the removal. */
function removeIfUnchanged(file: string, text: string): void {
  try {
    if (readFileSync(file, 'utf8') === text) rmSync(file);
  } catch {
    // Another process removed it first.
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
