import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A process of Tandem. */
export interface Tandem {
  url: string;
  process: ChildProcess;
  /** What it has printed so far. */
  output: () => string;
}

const running = new Set<ChildProcess>();

/** An empty directory for the data of a process, removed by the second function. */
export async function createDataDirectory(): Promise<[string, () => Promise<void>]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-e2e-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(directory, 0o755);
  return [directory, () => rm(directory, { recursive: true })];
}

/** Starts what `npm start` starts, with nothing of our own environment but the path; it need not succeed. */
export async function launch(
  variables: Record<string, string>,
  [command, ...args]: [string, ...string[]] = ['node', 'dist/server.mjs'],
): Promise<Tandem> {
  const { PATH, HOME, NODE_ENV = 'production' } = process.env;
  const port = variables.PORT ?? String(await freePort());
  const child = spawn(command, args, {
    env: {
      PATH,
      HOME,
      NODE_ENV,
      PORT: port,
      AUTH_RATE_LIMIT: 'off',
      DRAIN_SECONDS: '0',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  return { url: `http://localhost:${port}`, process: child, output: () => printed };
}

/** Starts it and waits until it is ready. @throws Error with its output when it ends before. */
export async function start(...options: Parameters<typeof launch>): Promise<Tandem> {
  const tandem = await launch(...options);
  while (tandem.process.exitCode === null) {
    const ready = await fetch(`${tandem.url}/api/readyz`).catch(() => undefined);
    if (ready?.ok) return tandem;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Tandem did not start: ${tandem.output()}`);
}

/** Sends a signal and gives the exit code, null if the signal ended it. */
export async function stop(tandem: Tandem, signal: NodeJS.Signals = 'SIGTERM') {
  const exit = once(tandem.process, 'exit');
  tandem.process.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}

/** Stops what a test that failed has left running. */
export async function stopAll(): Promise<void> {
  const exits = [...running].map((child) => once(child, 'exit'));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(exits);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
