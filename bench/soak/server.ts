import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measures } from './measures';
import { judge } from './promises';

/** A server process and who starts it again when it cannot start, as an init system would. */
export interface Server {
  port: number;
  start: () => void;
  /** Ends it; SIGTERM must end it in good order. */
  stop: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  /** Whether it says that it is ready. */
  isReady: () => Promise<boolean>;
  /** Resident memory in MiB; undefined where that cannot be told. */
  memory: () => Promise<number | undefined>;
}

/** Long enough for the answers that are waited for, in milliseconds. */
const STOP_MS = 30_000;

/** A server on a port, not yet started; it prints to `log`. */
export function createServer(
  port: number,
  variables: Record<string, string>,
  log: string,
  measures: Measures,
): Server {
  const output = openSync(log, 'a');
  let child: ChildProcess | undefined;
  let wanted = false;
  let wasReady = false;
  return { port, start, stop, isReady, memory };

  function start(): void {
    wanted = true;
    wasReady = false;
    const { PATH, HOME } = process.env;
    child = spawn(process.execPath, ['dist/server.mjs'], {
      env: { PATH, HOME, NODE_ENV: 'production', PORT: String(port), ...variables },
      stdio: ['ignore', output, output],
    });
    child.once('exit', (code, signal) => {
      const isUnasked = wanted && wasReady;
      judge(measures, 'No process ends by itself', !isUnasked, () => `${code ?? signal}`);
      if (wanted) setTimeout(() => wanted && start(), 200);
    });
  }

  async function stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    wanted = false;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    if (signal === 'SIGKILL') return void (await exit);
    const left = await Promise.race([exit, sleep(STOP_MS, undefined, { ref: false })]);
    if (left === undefined) {
      child.kill('SIGKILL');
      await exit;
    }
    const [code] = left ?? ['none'];
    judge(measures, 'SIGTERM ends with 0 within 30 s', code === 0, () => `exit code ${code}`);
  }

  async function isReady(): Promise<boolean> {
    const url = `http://127.0.0.1:${port}/api/readyz`;
    const signal = AbortSignal.timeout(STOP_MS);
    const ready = await fetch(url, { signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    wasReady ||= ready;
    return ready;
  }

  async function memory(): Promise<number | undefined> {
    const status = await readFile(`/proc/${child?.pid}/status`, 'utf8').catch(() => '');
    const [, kib] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
    return kib === undefined ? undefined : Math.round(Number(kib) / 1_024);
  }
}
