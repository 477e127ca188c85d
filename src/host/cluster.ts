import cluster, { type Worker } from 'node:cluster';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';

/**
 * Runs `size` processes that share the port and the counters of requests. One that dies is replaced; one that cannot start ends all.
 * SIGTERM and SIGINT stop them, each in its own time.
 */
export function runCluster(size: number): void {
  const listening = new WeakSet<Worker>();
  // oxlint-disable-next-line no-new -- It answers the other processes as long as this one lives.
  new RateLimiterClusterMaster();
  let exitCode: number | undefined;

  cluster.on('listening', (worker) => listening.add(worker));
  cluster.on('exit', (worker, code) => {
    if (exitCode === undefined && listening.has(worker)) cluster.fork();
    else if (exitCode === undefined) stop(code || 1);
    if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(exitCode);
  });
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  for (let count = 0; count < size; count += 1) cluster.fork();

  function stop(code: number): void {
    exitCode ??= code;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
  }
}
