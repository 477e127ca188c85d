import { expect, test } from 'vitest';
import { startScript } from '@/testing/script-process';

/** Two processes that say who they are when they listen, and have a second to stop. */
const SCRIPT = `
  import cluster from 'node:cluster';
  import { createServer } from 'node:http';
  import { runCluster } from '@/host/cluster';
  import { stopOnSignal } from '@/host/signals';

  if (cluster.isPrimary) runCluster(2, 1);
  else {
    const server = createServer().listen(0, '127.0.0.1', () => console.log(process.pid));
    stopOnSignal(60, async () => server.close());
  }`;

test('a process that dies is replaced after a pause, and all stop together', async () => {
  const { child, lines, exitCode } = await startScript(SCRIPT);
  await expect.poll(lines).toHaveLength(2);
  const killedAt = performance.now();
  process.kill(Number(lines()[0]), 'SIGKILL');
  await expect.poll(lines).toHaveLength(3);
  // Less than the pause by what clocks may differ.
  expect(performance.now() - killedAt).toBeGreaterThan(950);
  child.kill('SIGTERM');
  expect(await exitCode).toBe(0);
});

test('a process that cannot stop is killed in the end', async () => {
  const { child, lines, complaints, exitCode } = await startScript(SCRIPT);
  await expect.poll(lines).toHaveLength(2);
  process.kill(Number(lines()[0]), 'SIGSTOP');
  child.kill('SIGTERM');
  expect(await exitCode).toBe(1);
  expect(complaints()).toBe('Tandem ended before it had stopped. It took more than 1 s.\n');
});

test('when one cannot start, all end with its exit code', async () => {
  const { complaints, exitCode } = await startScript(`
    import cluster from 'node:cluster';
    import { runCluster } from '@/host/cluster';
    import { stopOnSignal } from '@/host/signals';

    if (cluster.isPrimary) runCluster(2, 60);
    else if (cluster.worker.id === 1) process.exit(3);
    else stopOnSignal(60, () => Promise.resolve());`);
  expect(await exitCode).toBe(3);
  expect(complaints()).toBe('');
});
