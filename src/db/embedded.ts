import { mkdir, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { type Cluster, openCluster } from './embedded-cluster';
import { findPostmaster, startPostmaster, stopPostmaster } from './embedded-postmaster';
import { enter, type Presence } from './embedded-presence';
import { findPrograms, type Programs } from './embedded-programs';
import { watchPostmaster } from './embedded-watch';

/** A PostgreSQL of our own, which other processes with the same directory use too. */
export interface EmbeddedDatabase {
  url: string;
  /** Leaves the server; the last process to leave stops it. */
  stop(): Promise<void>;
}

const START_TIMEOUT = 120_000;

/**
 * Gives the PostgreSQL that lives in `dataDir`/postgres: the one already running there, or else it
 * is started, after a crash recovered, and if need be made. When it dies it is started again;
 * `onFailure` is called when it cannot be.
 * @throws Error that says what failed and what to do, with the end of the server's log.
 */
export async function startEmbedded(
  dataDir: string,
  onFailure: (error: unknown) => void = () => undefined,
): Promise<EmbeddedDatabase> {
  await mkdir(dataDir, { recursive: true });
  const home = await realpath(dataDir);
  const programs = await findPrograms(home);
  const cluster = await openCluster(home, programs);
  const { port, url, presence } = await join(cluster, programs);
  const watch = watchPostmaster({ cluster, programs, port, onFailure });
  let stopped: Promise<void> | undefined;
  return { url, stop: () => (stopped ??= stop()) };

  async function stop(): Promise<void> {
    await watch.stop();
    await presence.leave(() => stopPostmaster(cluster, programs));
  }
}

/** Other processes may start or stop the server at the same time, so this tries until it is in. */
async function join(
  cluster: Cluster,
  programs: Programs,
): Promise<{ port: number; url: string; presence: Presence }> {
  const deadline = Date.now() + START_TIMEOUT;
  let reason: unknown = 'it did not start in time';
  while (Date.now() < deadline) {
    const running = await findPostmaster(cluster.data);
    if (!running) {
      await startPostmaster(cluster, programs);
      continue;
    }
    const { port } = running;
    const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
    try {
      return { port, url, presence: await enter(url) };
    } catch (error) {
      if (isRefusal(error)) throw refused(cluster, error);
      reason = error;
      await sleep(50);
    }
  }
  throw refused(cluster, reason);
}

/** SQLSTATE class 28: a wrong password does not become right by waiting. */
function isRefusal(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code.startsWith('28');
}

function refused({ log }: Cluster, cause: unknown): Error {
  return new Error(`The embedded PostgreSQL cannot be used: ${String(cause)}. Its log is ${log}`, {
    cause,
  });
}
