import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from '@/db/client';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { startRelay } from '@/testing/relay';
import { createRevocations, type RevocationOptions, type Revocations } from './revocations';

const HOUR = 3_600;
const soon = () => Date.now() / 1_000 + HOUR;

let database: TestDatabase;
let opened: Revocations[] = [];
const failures: object[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  await database.sql`insert into "user" (id, name, email) values ('ann', 'Ann', 'ann@example.com')`;
});
afterEach(async () => {
  await Promise.all(opened.map((revocations) => revocations.close()));
  opened = [];
  await database.close();
});

test('a session deleted by anybody is revoked in every process', async () => {
  const processes = await Promise.all([open(), open()]);
  await addSession('one');
  await addSession('two');
  await database.sql`delete from session where id = 'one'`;
  for (const revocations of processes) {
    await expect.poll(() => revocations.isRevoked('one')).toBe(true);
    expect(await revocations.isRevoked('two')).toBe(false);
  }
});

test('a deleted user revokes all their sessions', async () => {
  const revocations = await open();
  await addSession('one');
  await addSession('two');
  await database.sql`delete from "user" where id = 'ann'`;
  await expect.poll(() => revocations.isRevoked('one')).toBe(true);
  await expect.poll(() => revocations.isRevoked('two')).toBe(true);
});

test('sessions that ended before the start are known at once', async () => {
  await addSession('one');
  await database.sql`delete from session`;
  const revocations = await open();
  expect(revocations.isRevoked('one')).toBe(true);
});

test('a session that had expired is not remembered, and those that have since are forgotten', async () => {
  await addSession('old', -HOUR);
  await database.sql`delete from session`;
  await database.sql`
    insert into revoked_session (sid, user_id, expires_at) values ('older', 'ann', now() - interval '1 s')`;
  const revocations = await open();
  expect(await revocations.isRevoked('old')).toBe(false);
  expect(await revocations.isRevoked('older')).toBe(false);
  expect(await database.sql`select from revoked_session`).toHaveLength(0);
});

test('what add is told counts at once, and is dropped when its tokens have expired', async () => {
  const revocations = await open({ pollMs: 20 });
  revocations.add('one', soon());
  revocations.add('past', Date.now() / 1_000 - 1);
  expect(revocations.isRevoked('one')).toBe(true);
  await expect.poll(() => revocations.isRevoked('past')).toBe(false);
  expect(revocations.isRevoked('one')).toBe(true);
});

test('polling finds what was never announced', async () => {
  const revocations = await open({ pollMs: 20 });
  await addSilently('silent');
  await expect.poll(() => revocations.isRevoked('silent')).toBe(true);
});

test('what happened while the connection was cut is known when it is back', async () => {
  const network = await startNetwork();
  const never = { pollMs: HOUR * 1_000, staleMs: HOUR * 1_000 };
  const revocations = await open({ directUrl: network.url, ...never });
  await addSession('one');
  await addSession('two');
  network.cut();
  await database.sql`delete from session where id = 'one'`;
  expect(revocations.isRevoked('one')).toBe(false);
  network.mend();
  await expect.poll(() => revocations.isRevoked('one')).toBe(true);
  await database.sql`delete from session where id = 'two'`;
  await expect.poll(() => revocations.isRevoked('two')).toBe(true);
});

test('without news for too long the table is asked, and its silence is an error', async () => {
  const revocations = await open({ staleMs: -1, pollMs: HOUR * 1_000 });
  await addSilently('one');
  expect(await revocations.isRevoked('one')).toBe(true);
  expect(await revocations.isRevoked('two')).toBe(false);
  await database.sql`alter table revoked_session rename to hidden`;
  await expect(revocations.isRevoked('two')).rejects.toHaveProperty('cause.code', '42P01');
});

test('who was cut off asks the table before it believes what it knew', async () => {
  const network = await startNetwork();
  const { db, close } = connectDatabase({ url: network.url, poolMax: 2, prepare: true });
  onTestFinished(close);
  const revocations = await open({ db, directUrl: network.url });
  await addSession('one');
  network.cut();
  await database.sql`delete from session where id = 'one'`;
  let told: unknown;
  const ask = async () =>
    (told = await Promise.resolve(revocations.isRevoked('one')).catch(() => 'away'));
  await expect.poll(ask).toBe('away');
  network.mend();
  await expect.poll(ask).not.toBe('away');
  expect(told).toBe(true);
});

test('a poll that fails is told to the log and tried again', async () => {
  const revocations = await open({ pollMs: 20 });
  await expect.poll(listeners).toBe(1);
  failures.length = 0;
  await database.sql`alter table revoked_session rename to hidden`;
  await expect.poll(() => failures.length).toBeGreaterThan(2);
  await database.sql`alter table hidden rename to revoked_session`;
  await addSilently('one');
  await expect.poll(() => revocations.isRevoked('one')).toBe(true);
});

test('a start without the connection for listening polls, and listens when it can', async () => {
  const network = await startNetwork();
  network.cut();
  const revocations = await open({ directUrl: network.url, pollMs: 20 });
  await addSession('one');
  await database.sql`delete from session`;
  await expect.poll(() => revocations.isRevoked('one')).toBe(true);
  network.mend();
  await expect.poll(listeners).toBe(1);
});

test('a start without a database fails', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/nothing';
  const { db, close } = connectDatabase({ url, poolMax: 1, prepare: true });
  onTestFinished(close);
  await expect(open({ db })).rejects.toHaveProperty('cause.code', 'ECONNREFUSED');
});

test('a start that fails leaves no connection behind', async () => {
  await database.sql`alter table revoked_session rename to hidden`;
  await expect(open()).rejects.toHaveProperty('cause.code', '42P01');
  await database.sql`select pg_sleep(0.1)`;
  expect(await listeners()).toBe(0);
});

async function open(options: Partial<RevocationOptions> = {}): Promise<Revocations> {
  const log = { error: (details: object) => void failures.push(details) };
  const { db, directUrl } = database;
  const revocations = await createRevocations({ db, directUrl, log, ...options });
  opened.push(revocations);
  return revocations;
}

async function listeners(): Promise<number> {
  const rows = await database.sql`
    select from pg_stat_activity where datname = current_database() and query ilike 'listen %'`;
  return rows.length;
}

function addSession(id: string, seconds = HOUR) {
  return database.sql`
    insert into session (id, user_id, token, expires_at)
    values (${id}, 'ann', ${id}, now() + make_interval(secs => ${seconds}))`;
}

/** As if the word of it had been lost. */
function addSilently(sid: string) {
  return database.sql`
    insert into revoked_session (sid, user_id, expires_at)
    values (${sid}, 'ann', now() + interval '1 h')`;
}

/** A way to the database that can be cut and mended. */
async function startNetwork() {
  const relay = await startRelay(database.directUrl);
  onTestFinished(relay.close);
  return {
    url: relay.url,
    cut: () => {
      relay.hangUp(true);
      relay.cut();
    },
    mend: () => relay.hangUp(false),
  };
}
