import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { askAll } from '@/testing/every-request';
import { addMember, type Member } from '@/testing/members';
import { type OwnPostgres, startOwnPostgres } from '@/testing/own-postgres';
import { sessionOf, worthAfter, worthOf } from '@/testing/two-devices';
import { type OwnPgBouncer, startOwnPgBouncer } from './own-pgbouncer';
import { onDatabase, start, stop, stopAll, type Tandem } from './server';

test.describe.configure({ timeout: 180_000 });

/** Far longer than the 5 s that are promised: here the wait tells whether, not when, on a machine that may stand still. */
const PATIENCE = { timeout: 60_000 };

let database: OwnPostgres;
let pooler: OwnPgBouncer;

test.beforeEach(async () => {
  database = await startOwnPostgres();
  pooler = await startOwnPgBouncer(database.url);
});
test.afterEach(async () => {
  await stopAll();
  await pooler.remove();
  await database.remove();
});

test('behind a transaction pooler everything works, sessions end everywhere, and a dead pooler is a 503', async () => {
  const hosts = await Promise.all([startHost(), startHost()]);
  const [{ port }] = hosts;
  const member = await addMember(port);
  expect(await worthOf(hosts, member)).toEqual(worthAfter());
  await deleteSession(member);
  await expect.poll(() => worthOf(hosts, member), PATIENCE).toEqual(worthAfter('token'));

  const other = await addMember(port);
  await pooler.kill();
  for (const host of hosts) {
    const asked = await askAll(host.port, other);
    expect(new Set(asked.map(({ outcome }) => outcome))).toEqual(new Set(['unavailable']));
  }
  await pooler.start();
  for (const host of hosts) {
    await expect.poll(() => failuresOf(host.port, other), PATIENCE).toEqual([]);
  }
  for (const host of hosts) expect(await stop(host)).toBe(0);
});

/** Without `DATABASE_DIRECT_URL`, so that it migrates and listens through the pooler, too. */
function startHost(): Promise<Tandem> {
  return start({ ...onDatabase(pooler.url), DATABASE_PREPARE: 'false', LOG_LEVEL: 'error' });
}

/** What was not answered as it is when nothing is wrong. */
async function failuresOf(port: number, member: Member) {
  const asked = await askAll(port, member);
  return asked.filter(({ outcome, success }) => outcome !== success);
}

async function deleteSession(member: Member): Promise<void> {
  const sql = postgres(database.url, { max: 1 });
  await sql`delete from session where id = ${sessionOf(member, 'token')}`;
  await sql.end();
}
