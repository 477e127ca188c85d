import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '@/db/embedded';
import { isAlive } from '@/db/embedded-process';

/** A new temporary directory, closed to other users; its name tells which process made it. */
export function makeTestDirectory(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), `tandem-test-${process.pid}-`));
}

/** Removes the directories of test runs that were killed, and stops the servers left in them. */
export async function removeAbandonedDirectories(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^tandem-test-(\d+)-/.exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const directory = path.join(tmpdir(), name);
    // Whoever joins such a server is its last user, so leaving stops it.
    await startEmbedded(directory).then(
      (server) => server.stop(),
      () => undefined,
    );
    await rm(directory, { recursive: true, force: true });
  }
}
