import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cpuSeconds } from './processes';

/** What a contender does under load. */
export interface Sample {
  /** Answers a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Shares of one processor that it and the load generator took; undefined where that cannot be told. */
  contender: number | undefined;
  generator: number | undefined;
}

export interface Load {
  port: number;
  /** The process that answers. */
  pid: number | undefined;
  /** Holds the requests, as `load.lua` reads them. */
  file: string;
  /** Whether all of them are to be refused. */
  refused: boolean;
  connections: number;
  seconds: number;
}

interface Outcome {
  requests: number;
  seconds: number;
  p50: number;
  p99: number;
  refused: number;
  failed: number;
}

const SCRIPT = fileURLToPath(new URL('./load.lua', import.meta.url));

/** Lets wrk ask without a pause on all connections. @throws Error when an answer is not what it should be. */
export async function load({
  port,
  pid,
  file,
  refused,
  connections,
  seconds,
}: Load): Promise<Sample> {
  const before = await cpuSeconds(pid);
  const args = [`-t1`, `-c${connections}`, `-d${seconds}s`, '--timeout', '15s', '-s', SCRIPT];
  const wrk = spawn('wrk', [...args, `http://127.0.0.1:${port}`, '--', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(wrk, 'exit');
  const printed = text(wrk.stdout);
  // It tells nothing of itself, so it is looked at shortly before it ends.
  const watched = seconds - 0.1;
  await sleep(watched * 1_000);
  const generator = await cpuSeconds(wrk.pid);
  const after = await cpuSeconds(pid);
  await ended;
  const outcome = readOutcome(await printed);
  const wrong = refused ? outcome.requests - outcome.refused : outcome.refused;
  if (wrong + outcome.failed > 0 || outcome.requests === 0) {
    throw new Error(`Not the answers that were expected: ${JSON.stringify(outcome)}`);
  }
  return {
    rate: outcome.requests / outcome.seconds,
    p50: outcome.p50,
    p99: outcome.p99,
    contender: after === undefined || before === undefined ? undefined : (after - before) / watched,
    generator: generator === undefined ? undefined : generator / watched,
  };
}

function readOutcome(printed: string): Outcome {
  const line = printed.split('\n').findLast((one) => one.startsWith('{'));
  if (!line) throw new Error(`wrk failed: ${printed}`);
  return JSON.parse(line) as Outcome;
}
