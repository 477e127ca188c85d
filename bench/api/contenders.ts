import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '@/testing/free-port';
import { PEERS } from './peers';
import { BASE_URL, SECRET } from './people';

/** How a server is started. */
export interface Contender {
  title: string;
  command: [string, ...string[]];
  directory: string;
  /** Whether it has everything that Tandem has. */
  ours: boolean;
}

/** One that runs. */
export interface Running extends Contender {
  name: string;
  port: number;
  process: ChildProcess;
  stop: () => Promise<void>;
}

const START_MS = 60_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** All of them, by the names that `--only` takes; `against` is the directory of another build of Tandem. */
export function listContenders(against?: string): Map<string, Contender> {
  return new Map([
    ['tandem', tandem('Tandem', ROOT)],
    ...(against
      ? [['against', tandem('Tandem, other build', path.resolve(against))] as const]
      : []),
    ['node', peer('node:http, bare', 'node', 'bare/server.mjs')],
    ['fastify', peer('Fastify', 'node', 'fastify/server.mjs')],
  ]);
}

function tandem(title: string, directory: string): Contender {
  return { title, command: ['node', 'dist/server.mjs'], directory, ours: true };
}

function peer(title: string, ...command: Contender['command']): Contender {
  return { title, command, directory: PEERS, ours: false };
}

/** Starts it as one production process on a filled database, and waits until it is ready. */
export async function start(
  name: string,
  contender: Contender,
  databaseUrl: string,
  variables: Record<string, string> = {},
): Promise<Running> {
  const { PATH, HOME } = process.env;
  const [command, ...args] = contender.command;
  const port = await findFreePort();
  const child = spawn(command, args, {
    cwd: contender.directory,
    // Its log goes to /dev/null.
    stdio: ['ignore', 'ignore', 'inherit'],
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
      ...variables,
    },
  });
  const exit = once(child, 'exit');
  const deadline = performance.now() + START_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${contender.title} does not start`);
    }
    await sleep(20);
  }
  return { ...contender, name, port, process: child, stop };

  async function stop(): Promise<void> {
    child.kill('SIGKILL');
    await exit;
  }
}

/** Peers know nothing at this path, and say so when they listen. */
async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/readyz`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer !== undefined && answer.status < 500;
}
