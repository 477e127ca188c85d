import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { findPostmaster } from '@/db/embedded-postmaster';
import { makeTestDirectory } from './test-directory';

const SCRIPT = `
  import { startEmbedded } from './src/db/embedded';
  const database = await startEmbedded(process.argv[1]);
  process.once('SIGTERM', () => void database.stop());
  console.log(database.url);
`;

/** A process that uses the embedded database of a directory. */
export interface EmbeddedChild {
  url: string;
  /** Lets it stop by itself, and gives its exit code. */
  leave(): Promise<number | null>;
  /** Ends it as a crash would. */
  kill(): Promise<unknown>;
}

/** Starts a process of its own and waits until it has its database. */
export async function startChild(dataDir: string): Promise<EmbeddedChild> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', SCRIPT, dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exit = once(child, 'exit');
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await Promise.race([
    once(child.stdout.setEncoding('utf8'), 'data'),
    exit.then(() => Promise.reject(new Error('The process ended before it had a database.'))),
  ]);
  return {
    url: String(line).trim(),
    leave: async () => {
      child.kill('SIGTERM');
      const [code] = await exit;
      return code;
    },
    kill: () => {
      child.kill('SIGKILL');
      return exit;
    },
  };
}

/** An empty directory, removed when `onDone` calls back, with a server that a failed test left running in it. */
export async function makeDataDir(
  onDone: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const directory = await makeTestDirectory();
  onDone(async () => {
    const left = await findServer(directory);
    if (left) process.kill(left, 'SIGQUIT');
    await rm(directory, { recursive: true, maxRetries: 10 });
  });
  return directory;
}

/** The process id of the server of a data directory; undefined when none runs. */
export async function findServer(dataDir: string): Promise<number | undefined> {
  return (await findPostmaster(path.join(dataDir, 'postgres', 'data')))?.pid;
}
