import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import { makeTestDirectory } from './test-directory';

/** Starts a process of its own for a script that imports from `src`. */
export async function startScript(contents: string) {
  const directory = await makeTestDirectory();
  const outfile = path.join(directory, 'script.cjs');
  const stdin = { contents, resolveDir: path.resolve() };
  await build({ stdin, outfile, bundle: true, platform: 'node' });
  const child = spawn(process.execPath, [outfile], { detached: true });
  const closed = once(child, 'close') as Promise<[number | null]>;
  onTestFinished(async () => {
    killGroup(child);
    await closed;
    await rm(directory, { recursive: true });
  });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (complaints += text));
  return {
    child,
    /** The lines that it has printed so far. */
    lines: () => output.split('\n').slice(0, -1),
    /** What it has written to standard error so far. */
    complaints: () => complaints,
    /** Its exit code, when it and all that it has started have ended; null if a signal ended it. */
    exitCode: closed.then(([code]) => code),
  };
}

/** With the processes that it has started, even if it has ended. */
function killGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All have ended.
  }
}
