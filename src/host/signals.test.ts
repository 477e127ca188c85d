import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startScript } from '@/testing/script-process';

const NEVER = '() => new Promise(() => {})';

test('two signals that come together are one, and the process stops in order', async () => {
  const { child, lines, exitCode } = await start(`60, async (signal) => {
    console.log(signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }`);
  // Both wait for it when it goes on.
  for (const signal of ['SIGSTOP', 'SIGTERM', 'SIGINT', 'SIGCONT'] as const) child.kill(signal);
  expect(await exitCode).toBe(0);
  expect(lines()).toEqual(['ready', expect.stringMatching(/^SIG(TERM|INT)$/)]);
});

test('a second signal ends a process that does not stop', async () => {
  const { child, complaints, exitCode } = await start(`60, ${NEVER}`);
  while (child.kill('SIGTERM')) await sleep(100);
  expect(await exitCode).toBe(1);
  expect(complaints()).toBe('Tandem ended before it had stopped. It was told so twice.\n');
});

test.each([
  ['does not stop in time', `0.1, ${NEVER}`, 'It took more than 0.1 s.'],
  ['fails to stop', '60, () => Promise.reject(new Error("Why not."))', 'Why not.'],
])('a process that %s says so and ends with 1', async (_, args, reason) => {
  const { child, complaints, exitCode } = await start(args);
  child.kill('SIGINT');
  expect(await exitCode).toBe(1);
  expect(complaints()).toBe(`Tandem ended before it had stopped. ${reason}\n`);
});

/** A process that does not end by itself, and stops in the given way. */
async function start(args: string) {
  const process = await startScript(`
    import { stopOnSignal } from '@/host/signals';
    setInterval(() => {}, 60_000);
    stopOnSignal(${args});
    console.log('ready');`);
  await expect.poll(process.lines).toEqual(['ready']);
  return process;
}
