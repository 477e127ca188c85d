import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/testing/free-port';
import type { Contender } from './contenders';
import { BASE_URL, SECRET } from './people';

/** A contender that runs. */
export interface Running extends Contender {
  port: number;
  process: ChildProcess;
  /** From its start until it was ready, in milliseconds. */
  startedIn: number;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const START_MS = 60_000;

/** Starts one production process on a filled database, and waits until it is ready. */
export async function start(
  contender: Contender,
  databaseUrl: string,
  variables: Record<string, string> = {},
): Promise<Running> {
  const { PATH, HOME } = process.env;
  const [command, ...args] = contender.command;
  const port = await findFreePort();
  const begin = performance.now();
  const child = spawn(command, args, {
    cwd: contender.directory,
    // Its log goes to /dev/null.
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
    env: {
      PATH,
      HOME,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      BETTER_AUTH_URL: BASE_URL,
      BETTER_AUTH_SECRET: SECRET,
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_MAX: '10',
      MAX_TASKS_PER_USER: '1000000',
      // It counts, and refuses nobody.
      API_RATE_LIMIT: '1000000',
      DRAIN_SECONDS: '0',
      ...variables,
    },
  });
  const exit = once(child, 'exit');
  while (!(await isReady(port))) {
    if (child.exitCode === null && performance.now() - begin < START_MS) {
      await sleep(10);
      continue;
    }
    await stop();
    throw new Error(`${contender.title} does not start`);
  }
  return { ...contender, port, process: child, startedIn: performance.now() - begin, stop };

  /** With all processes that it has started. */
  async function stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid!, signal);
    await exit;
  }
}

/** Peers know nothing at this path, and say so when they listen. */
async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/readyz`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer !== undefined && answer.status < 500;
}
