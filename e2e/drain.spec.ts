import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { openEvents } from '@/testing/event-source';
import { addMember, addTask } from '@/testing/members';
import { type OwnPostgres, startOwnPostgres } from '@/testing/own-postgres';
import { onDatabase, start, stop, stopAll, type Tandem } from './server';
import { acknowledged, startWriters, titlesOf } from './writers';

test.describe.configure({ timeout: 180_000 });

let database: OwnPostgres;

test.beforeEach(async () => {
  database = await startOwnPostgres();
});
test.afterEach(async () => {
  await stopAll();
  await database.remove();
});

test('a process that stops under load turns away new work first, and answers all it was sent', async () => {
  const [leaving, staying] = await Promise.all([startHost('15'), startHost('15')]);
  const member = await addMember(leaving.port);
  const stream = await openEvents(leaving.port, `/api/${member.id}/tasks/events`, {
    authorization: `Bearer ${member.token}`,
  });
  // Read as it comes: for a client that does not read, the end would wait behind all the rest.
  const told = stream.rest();
  const all = [startWriters(leaving, member), startWriters(staying, member)] as const;
  const [writers, others] = all;
  await expect
    .poll(() => Math.min(...all.map(({ attempts }) => attempts.length)))
    .toBeGreaterThan(100);

  const exit = stop(leaving);
  await expect.poll(() => readiness(leaving), { intervals: [20] }).toBe(503);
  const sentBefore = writers.attempts.length;
  await expect.poll(() => writers.attempts.length).toBeGreaterThan(sentBefore);
  // As a balancer does that has seen it.
  await writers.stop();
  expect(await exit).toBe(0);
  expect((await told).at(-1)).toMatchObject({ type: 'problem', data: { status: 503 } });
  await others.stop();
  const statuses = all.flatMap(({ attempts }) => attempts.map(({ status }) => status));
  expect(new Set(statuses)).toEqual(new Set([201]));
  const kept = await titlesOf(staying, member);
  expect(kept?.toSorted()).toEqual(['First', ...all.flatMap(acknowledged)].toSorted());
});

test('a slow request is answered while the process stops; who is idle or deaf holds nothing up', async () => {
  const tandem = await startHost('0');
  const member = await addMember(tandem.port);
  const blocker = await lockTasksOf(member.id);
  const slow = addTask(tandem.port, member, 'Slow').then(
    () => 'answered',
    (error: Error) => (error.message.includes('503') ? 'answered' : error),
  );
  await expect.poll(somebodyWaits).toBe(true);
  const agent = new Agent({ keepAlive: true });
  await new Promise((resolve) => {
    get(`${tandem.url}/api/openapi.json`, { agent }, (response) =>
      response.resume().on('end', resolve),
    );
  });
  const deaf = connect(tandem.port, '127.0.0.1');
  deaf.on('error', () => undefined).pause();
  deaf.write('GET /api/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(100));

  const exit = stop(tandem);
  await expect.poll(() => readiness(tandem), { timeout: 15_000 }).toBeUndefined();
  await blocker.end();
  expect(await slow).toBe('answered');
  expect(await exit).toBe(0);
  agent.destroy();
  deaf.destroy();
});

function startHost(drainSeconds: string): Promise<Tandem> {
  return start({ ...onDatabase(database.url), DRAIN_SECONDS: drainSeconds });
}

/** The status of `readyz`; undefined when nothing listens any more. */
async function readiness({ url }: Tandem): Promise<number | undefined> {
  const response = await fetch(`${url}/api/readyz`, { headers: { connection: 'close' } }).catch(
    () => undefined,
  );
  return response?.status;
}

async function lockTasksOf(userId: string) {
  const sql = postgres(database.url, { max: 1 });
  await sql`begin`;
  await sql`select from task_revisions where user_id = ${userId} for update`;
  return sql;
}

function somebodyWaits(): Promise<boolean> {
  return database.administer(async (sql) => {
    const rows = await sql`select from pg_stat_activity where wait_event_type = 'Lock'`;
    return rows.length > 0;
  });
}
