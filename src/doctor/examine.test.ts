import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startEmbedded } from '@/db/embedded';
import { migrate } from '@/db/migrate';
import { parseEnv } from '@/env';
import { connectOnce } from '@/testing/connect-once';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { databaseUrl } from '@/testing/database-url';
import { findFreePort } from '@/testing/free-port';
import { createTestServer } from '@/testing/http';
import { makeTestDirectory } from '@/testing/test-directory';
import { examineClock } from './clock';
import { examine } from './examine';
import { examinePooling } from './pooling';

const STRONG = randomBytes(48).toString('base64');

let database: TestDatabase;
let port: number;
beforeAll(async () => {
  database = await createTestDatabase();
  port = await findFreePort();
});
afterAll(() => database.close());

test('where all is well, everything is ok', async () => {
  const findings = await look();
  expect(findings.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'configuration ok',
    'secret ok',
    'database ok',
    'migrations ok',
    'clock ok',
    'connections ok',
    'pooler ok',
    'port ok',
  ]);
});

test.each<[string, Record<string, string>, string, string]>([
  ['a bad variable', { PORT: 'x' }, 'failed', 'PORT must be an integer'],
  ['no secret', { BETTER_AUTH_SECRET: '' }, 'failed', 'BETTER_AUTH_SECRET is required'],
  ['no TLS', { BETTER_AUTH_URL: 'http://tasks.example.com' }, 'warning', 'can be read'],
  ['no proxy', { BETTER_AUTH_URL: 'https://tasks.example.com' }, 'warning', 'No proxy is trusted'],
  ['no limit', { AUTH_RATE_LIMIT: 'off' }, 'warning', 'guessed without a limit'],
  ['a made-up secret', { BETTER_AUTH_SECRET: 'change me '.repeat(4) }, 'warning', 'words'],
  ['a poor secret', { BETTER_AUTH_SECRET: '0'.repeat(40) }, 'warning', 'few characters'],
  ['a large pool', { DATABASE_POOL_MAX: '999' }, 'warning', '1000 for the processes'],
  ['no such host', { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, 'failed', 'DATABASE_URL'],
  ['a bad direct URL', { DATABASE_DIRECT_URL: 'postgres://127.0.0.1:1/x' }, 'failed', 'DIRECT'],
])('%s is found, with what to do', async (_, variables, status, found) => {
  const matching = (await look(variables)).filter((finding) => finding.status !== 'ok');
  expect(matching).toEqual([
    expect.objectContaining({
      status,
      found: expect.stringContaining(found),
      advice: expect.stringMatching(/\.$/),
    }),
  ]);
});

test.each([
  ['to be applied', 'delete from drizzle.__drizzle_migrations where id = 1', 'warning'],
  [
    '1 of a later release',
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)`,
    'warning',
  ],
  ['takes no writes', 'alter database :name set default_transaction_read_only = on', 'failed'],
])('a database with migrations or a state %s is found', async (found, change, status) => {
  const own = await createTestDatabase();
  onTestFinished(own.close);
  const name = new URL(own.url).pathname.slice(1);
  await own.sql.unsafe(change.replace(':name', `"${name}"`));
  const findings = await look({ DATABASE_URL: own.directUrl });
  expect(findings.filter((finding) => finding.status !== 'ok')).toMatchObject([
    { status, found: expect.stringContaining(found) },
  ]);
});

test('an empty database has everything to be applied', async () => {
  const name = `${new URL(database.url).pathname.slice(1)}_empty`;
  const sql = connectOnce(database.directUrl);
  await sql`create database ${sql(name)}`;
  onTestFinished(async () => {
    await sql`drop database ${sql(name)} with (force)`;
    await sql.end();
  });
  const findings = await look({ DATABASE_URL: databaseUrl(database.directUrl, name) });
  expect(findings.find((finding) => finding.name === 'migrations')?.found).toContain('0000_');
});

test.each([
  [2_000, 'warning'],
  [-2_000, 'warning'],
  [10_000, 'failed'],
])('a clock that is %i ms ahead is found', async (ahead, status) => {
  const finding = await examineClock(database.sql, () => Date.now() + ahead);
  expect(finding.status).toBe(status);
});

test.each([
  [true, true, true, 'warning'],
  [true, false, true, 'warning'],
  [true, false, false, 'ok'],
  [false, false, true, 'ok'],
])('pooled %s, past it %s, prepared %s: %s', (pooled, isDirectPooled, prepare, status) => {
  const env = parseEnv({ DATABASE_PREPARE: String(prepare) });
  expect(examinePooling(env, pooled, isDirectPooled).status).toBe(status);
});

test('an embedded database is looked at, and its secret', async () => {
  const directory = await makeTestDirectory();
  onTestFinished(() => rm(directory, { recursive: true }));
  await chmod(directory, 0o755);
  const embedded = { DATABASE_URL: '', BETTER_AUTH_SECRET: '', DATA_DIR: directory };
  expect((await look(embedded)).map(({ status }) => status)).toEqual(Array(5).fill('ok'));

  const server = await startEmbedded(directory);
  await migrate(server.url);
  await server.stop();
  const secret = path.join(directory, 'secret');
  await writeFile(secret, STRONG, { mode: 0o644 });
  const findings = await look(embedded);
  expect(findings.filter(({ status }) => status !== 'ok')).toMatchObject([
    { name: 'secret', status: 'failed', advice: `chmod 600 ${secret}` },
  ]);
  expect(findings.find(({ name }) => name === 'migrations')?.found).toBe('all are applied');
  const [finding] = await look({ ...embedded, DATA_DIR: secret }).then((all) =>
    all.filter(({ name }) => name === 'data directory'),
  );
  expect(finding?.found).toBe(`${secret} is no directory`);
});

test('what listens at the address is told apart', async () => {
  const tandem = await createTestServer();
  onTestFinished(tandem.close);
  expect(await atPort(tandem.port)).toMatchObject({ status: 'ok' });
  tandem.services.drain();
  const draining = { status: 'failed', found: expect.stringContaining('is not ready') };
  expect(await atPort(tandem.port)).toMatchObject(draining);

  const other = createServer((_, response) => response.end('Hello')).listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const found = await atPort((other.address() as AddressInfo).port);
  expect(found).toMatchObject({ status: 'failed', found: expect.stringContaining('another') });
});

test('the command says it in JSON, and ends with 1 where something has failed', async () => {
  const run = promisify(execFile);
  const args = ['--import', 'tsx', 'src/doctor/main.ts', '--json'];
  const env = { NODE_ENV: 'production', PORT: 'x' } as const;
  const end = await run(process.execPath, args, { env }).catch((error: unknown) => error);
  expect(end).toMatchObject({ code: 1 });
  const told = JSON.parse((end as { stdout: string }).stdout) as object;
  expect(told).toMatchObject({ ok: false, findings: [{ name: 'configuration' }] });
});

/** With a configuration in which nothing is wrong but what `variables` say; past a pooler, which it would warn of. */
function look(variables: Record<string, string> = {}) {
  const good = { BETTER_AUTH_SECRET: STRONG, DATABASE_URL: database.directUrl, PORT: String(port) };
  return examine(() => parseEnv({ ...good, ...variables }));
}

async function atPort(taken: number) {
  const findings = await look({ PORT: String(taken) });
  return findings.find(({ name }) => name === 'port');
}
