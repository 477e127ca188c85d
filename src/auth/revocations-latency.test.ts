import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { session } from '@/db/schema/auth';
import { type ApiProcess, startApiProcess } from '@/testing/api-process';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { addDevice, sidOf } from '@/testing/devices';
import { startRelay } from '@/testing/relay';

/** Longer than anything takes on a machine that is busy, in milliseconds. */
const PATIENCE_MS = 60_000;
/** For the last measurement to come to its end. */
const LIMIT = { timeout: 3 * PATIENCE_MS };

let app: TestApp;
let owner: Person;

beforeAll(async () => {
  app = await createTestApp();
  owner = await addDevice(app);
});
afterAll(() => app.close());

test(
  'other processes accept nothing that is sent 100 ms after the end of a session',
  LIMIT,
  async () => {
    const processes = await Promise.all([startApiProcess(app), startApiProcess(app)]);
    // The median, and measured again, as the machine may be busy with something else.
    await expect
      .poll(() => medianAcceptance(processes), { timeout: PATIENCE_MS, interval: 1_000 })
      .toBeLessThan(100);
  },
);

test('those without LISTEN accept nothing that is sent 5 s after it', async () => {
  const relay = await startRelay(app.services.env.DATABASE_URL ?? '');
  onTestFinished(relay.close);
  const deaf = await startApiProcess(app, onTestFinished, { DATABASE_DIRECT_URL: relay.url });
  await relay.refuse(true);
  relay.cut();
  // Spread over the time from one poll to the next.
  const acceptances = Array.from({ length: 8 }, async (_, index) => {
    await sleep(index * 300);
    return acceptance([deaf]);
  });
  expect(Math.max(...(await Promise.all(acceptances)))).toBeLessThan(5_000);
});

async function medianAcceptance(processes: ApiProcess[]): Promise<number> {
  const found: number[] = [];
  for (let count = 0; count < 20; count += 1) found.push(await acceptance(processes));
  return found.toSorted((a, b) => a - b)[10] ?? Infinity;
}

/** Milliseconds from the end of a session to the last request for it that one of the processes accepted. */
async function acceptance(processes: ApiProcess[]): Promise<number> {
  const device = await addDevice(app, owner);
  const statuses = await Promise.all(processes.map((each) => ask(each, device)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  await app.services.db.delete(session).where(eq(session.id, sidOf(device)));
  const endedAt = performance.now();
  const last = await Promise.all(processes.map((each) => lastAccepted(each, device, endedAt)));
  return Math.max(...last) - endedAt;
}

async function lastAccepted(server: ApiProcess, device: Person, endedAt: number): Promise<number> {
  let last = endedAt;
  for (;;) {
    const sentAt = performance.now();
    if ((await ask(server, device)) === 401) return last;
    last = sentAt;
    await sleep(5);
  }
}

async function ask(server: ApiProcess, device: Person): Promise<number> {
  return (await server.send(device, 'GET', '')).status;
}
