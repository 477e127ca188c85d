import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/testing/free-port';

/** A process of Tandem. */
export interface Tandem {
  url: string;
  port: number;
  process: ChildProcess;
  /** What it has printed so far. */
  output: () => string;
  /** Its exit code when it has ended, null if a signal ended it. */
  exitCode: Promise<number | null>;
}

/** Far longer than anything takes, in milliseconds. */
const START_MS = 120_000;
const STOP_MS = 60_000;

const running = new Set<Tandem>();

/** What processes need that share a database. */
export function onDatabase(url: string): Record<string, string> {
  return {
    DATABASE_URL: url,
    BETTER_AUTH_URL: 'http://localhost:3000',
    BETTER_AUTH_SECRET: 'a secret of 32 characters or more',
  };
}

/** An empty directory for the data of a process, removed by the second function. */
export async function createDataDirectory(): Promise<[string, () => Promise<void>]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-e2e-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(directory, 0o755);
  return [directory, () => rm(directory, { recursive: true })];
}

/** A fixture: such a directory, whose processes are stopped before it is removed. */
export async function useDataDirectory(
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
  {},
  use: (directory: string) => Promise<void>,
): Promise<void> {
  const [directory, removeDirectory] = await createDataDirectory();
  await use(directory);
  await stopAll();
  await removeDirectory();
}

/** Starts what `npm start` starts, with nothing of our own environment but the path, and no limits; it need not succeed. */
export async function launch(
  variables: Record<string, string>,
  [command, ...args]: [string, ...string[]] = ['node', 'dist/server.mjs'],
  place: Pick<SpawnOptions, 'cwd' | 'uid' | 'gid'> = {},
): Promise<Tandem> {
  const { PATH, HOME, NODE_ENV = 'production' } = process.env;
  const port = Number(variables.PORT ?? (await findFreePort()));
  const child = spawn(command, args, {
    env: {
      PATH,
      HOME,
      NODE_ENV,
      PORT: String(port),
      AUTH_RATE_LIMIT: 'off',
      API_RATE_LIMIT: '0',
      MAX_TASKS_PER_USER: '1000000',
      DRAIN_SECONDS: '0',
      LOG_LEVEL: 'warn',
      ...variables,
    },
    ...place,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://localhost:${port}`;
  const tandem: Tandem = { url, port, process: child, output: () => printed, exitCode };
  running.add(tandem);
  void exitCode.then(() => running.delete(tandem));
  return tandem;
}

/** Starts it and waits until it is ready. @throws Error with its output when it ends before, or never is. */
export async function start(...options: Parameters<typeof launch>): Promise<Tandem> {
  const tandem = await launch(...options);
  const deadline = Date.now() + START_MS;
  while (running.has(tandem) && Date.now() < deadline) {
    const signal = AbortSignal.timeout(START_MS);
    const ready = await fetch(`${tandem.url}/api/readyz`, { signal }).catch(() => undefined);
    if (ready?.ok) return tandem;
    await sleep(100);
  }
  throw new Error(`Tandem did not start: ${tandem.output()}`);
}

/** Sends a signal and gives the exit code, null if the signal ended it, or it had to be killed. */
export async function stop(
  { process: child, exitCode }: Tandem,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> {
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  return exitCode.finally(() => clearTimeout(timer));
}

/** Stops what a test that failed has left running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((tandem) => stop(tandem)));
}
