import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

// oxlint-disable import/no-default-export -- Playwright wants the default export.

/** Starts the real thing on a free port and an empty embedded database; removes both after the run. */
export default async function startTandem(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-e2e-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(directory, 0o755);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { DATABASE_URL: _, ...environment } = process.env;
  const variables = { PORT: String(port), DATA_DIR: directory, AUTH_RATE_LIMIT: 'off' };
  await run('node', ['scripts/build-if-needed.mjs']);
  const server = spawn('node', ['dist/server.mjs'], {
    env: { ...environment, BETTER_AUTH_URL: url, LOG_LEVEL: 'warn', ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answers(server, `${url}/api/readyz`);
  process.env.E2E_URL = url;

  return async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
    await rm(directory, { recursive: true });
  };
}

async function run(command: string, args: string[]): Promise<void> {
  const [code] = await once(spawn(command, args, { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  while (server.exitCode === null) {
    const ready = await fetch(url).catch(() => undefined);
    if (ready?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Tandem did not start');
}
