import { afterAll, expect, onTestFinished, test } from 'vitest';
import { connectOnce } from '@/testing/connect-once';
import { findServer, makeDataDir, startChild } from '@/testing/embedded-child';
import { startEmbedded } from './embedded';

const dataDir = await makeDataDir(afterAll);

test('processes that make it at the same moment share one server; the last to leave stops it', async () => {
  const [first, second, third] = await Promise.all([
    startChild(dataDir),
    startChild(dataDir),
    startChild(dataDir),
  ]);
  expect(new Set([first.url, second.url, third.url]).size).toBe(1);

  expect(await first.leave()).toBe(0);
  await third.kill();
  expect(await countPresent(second.url)).toBe(1);
  expect(await second.leave()).toBe(0);
  expect(await findServer(dataDir)).toBeUndefined();
});

test('of processes that leave at the same moment, one stops the server', async () => {
  for (let round = 0; round < 3; round++) {
    const users = await Promise.all([1, 2, 3].map(() => startEmbedded(dataDir)));
    await Promise.all(users.map((user) => user.stop()));
    expect(await findServer(dataDir)).toBeUndefined();
  }
});

test('a process that comes while the last one leaves has a running server', async () => {
  let user = await startEmbedded(dataDir);
  for (let round = 0; round < 5; round++) {
    const [next] = await Promise.all([startEmbedded(dataDir), user.stop()]);
    expect(await countPresent(next.url)).toBe(1);
    user = next;
  }
  await user.stop();
});

test('a server that restarted after a crash still knows who uses it', async () => {
  const mine = await startEmbedded(dataDir);
  const other = await startChild(dataDir);
  await crash(mine.url);

  await expect.poll(() => countPresent(mine.url), { timeout: 60_000 }).toBe(2);
  expect(await other.leave()).toBe(0);
  expect(await countPresent(mine.url)).toBe(1);
  await mine.stop();
}, 90_000);

/** How many processes hold the lock; rejects while the server restarts. */
async function countPresent(url: string): Promise<number> {
  const sql = connectOnce(url);
  try {
    const locks =
      await sql`select 1 from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`;
    return locks.length;
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** Kills a backend, after which PostgreSQL ends all connections and recovers. */
async function crash(url: string): Promise<void> {
  const sql = connectOnce(url);
  onTestFinished(() => sql.end({ timeout: 0 }));
  const [backend] = await sql`select pg_backend_pid() as pid`;
  process.kill(backend?.pid, 'SIGKILL');
}
