import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { answerForAll } from '@/telemetry/all-processes';
import { stopOnSignal } from './signals';

/** Milliseconds until a process that died is replaced: what kills it may kill the next one as fast. */
const PAUSE_MS = 1_000;

/**
 * Runs `size` processes that share the port and the counters of requests. One that dies is replaced; when one
 * cannot start before any has, all end. SIGTERM and SIGINT stop them; those that have not within `stopSeconds` are killed.
 */
export function runCluster(size: number, stopSeconds: number): void {
  const workers = new Set<Worker>();
  let hasStarted = false;
  let isStopping = false;
  // oxlint-disable-next-line no-new -- It answers the other processes as long as this one lives.
  new RateLimiterClusterMaster();
  answerForAll();

  cluster.on('listening', () => (hasStarted = true));
  cluster.on('exit', (worker, code) => {
    workers.delete(worker);
    if (hasStarted && !isStopping) return void setTimeout(start, PAUSE_MS);
    process.exitCode ||= code ?? 1;
    if (!isStopping) process.kill(process.pid, 'SIGTERM');
  });
  process.on('exit', () => tell('SIGKILL'));
  stopOnSignal(stopSeconds, async (signal) => {
    isStopping = true;
    tell(signal);
    while (workers.size > 0) await once(cluster, 'exit');
  });
  for (let count = 0; count < size; count += 1) start();

  function start(): void {
    if (!isStopping) workers.add(cluster.fork());
  }

  function tell(signal: NodeJS.Signals): void {
    for (const worker of workers) worker.process.kill(signal);
  }
}
