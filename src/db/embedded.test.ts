import { chmod, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { connectOnce } from '@/testing/connect-once';
import { findServer, makeDataDir, startChild } from '@/testing/embedded-child';
import { startEmbedded } from './embedded';
import { readCommandLine } from './embedded-process';

const dataDir = await makeDataDir(afterAll);
const data = path.join(dataDir, 'postgres', 'data');
const password = path.join(dataDir, 'postgres', 'password');
const log = path.join(dataDir, 'postgres', 'server.log');
const lockFile = path.join(data, 'postmaster.pid');

test('a first start makes a database that no other user can read', async () => {
  const database = await startEmbedded(dataDir);
  const [server] = await query(
    database.url,
    `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
            current_setting('server_encoding') as encoding, upper('ä') as upper`,
  );
  await database.stop();

  expect(server).toEqual({ addresses: '127.0.0.1', fsync: 'on', encoding: 'UTF8', upper: 'Ä' });
  expect((await stat(password)).mode & 0o777).toBe(0o600);
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  expect(await readdir(dataDir)).toEqual(['postgres']);
});

test('what was written is there after a stop and a start, and stop leaves no process', async () => {
  const first = await startEmbedded(dataDir);
  await query(first.url, 'create table stopped as select 42 as answer');
  const server = await findServer(dataDir);
  await first.stop();
  await expect.poll(() => readCommandLine(server!)).toBe('');

  const second = await startEmbedded(dataDir);
  expect(await query(second.url, 'select answer from stopped')).toEqual([{ answer: 42 }]);
  await Promise.all([second.stop(), second.stop()]);
  expect(await findServer(dataDir)).toBeUndefined();
});

test('after our process was killed, the next start takes over the running server', async () => {
  const child = await startChild(dataDir);
  await query(child.url, 'create table orphaned as select 42 as answer');
  const server = await findServer(dataDir);
  await child.kill();

  const next = await startEmbedded(dataDir);
  expect(await findServer(dataDir)).toBe(server);
  expect(await query(next.url, 'select answer from orphaned')).toEqual([{ answer: 42 }]);
  await next.stop();
  expect(await findServer(dataDir)).toBeUndefined();
});

test('after the server was killed too, the next start recovers what was committed', async () => {
  const child = await startChild(dataDir);
  await query(child.url, 'create table crashed as select 42 as answer');
  process.kill((await findServer(dataDir))!, 'SIGKILL');
  await child.kill();

  const next = await startEmbedded(dataDir);
  expect(await query(next.url, 'select answer from crashed')).toEqual([{ answer: 42 }]);
  await next.stop();
});

test('a server that dies is started again at the same address, whoever uses it', async () => {
  const child = await startChild(dataDir);
  const database = await startEmbedded(dataDir);
  await query(database.url, 'create table revived as select 42 as answer');
  const server = await findServer(dataDir);
  process.kill(server!, 'SIGKILL');

  const answer = () => query(child.url, 'select answer from revived').catch(String);
  await expect.poll(() => findServer(dataDir)).not.toBe(server);
  await expect.poll(answer).toEqual([{ answer: 42 }]);
  expect(await child.leave()).toBe(0);
  await database.stop();
  expect(await findServer(dataDir)).toBeUndefined();
}, 90_000);

test('a process whose server was killed can still stop', async () => {
  const database = await startEmbedded(dataDir);
  process.kill((await findServer(dataDir))!, 'SIGKILL');
  await expect(database.stop()).resolves.toBeUndefined();
  expect(await findServer(dataDir)).toBeUndefined();
});

test('that a server which died cannot be started again is told once, until it can be', async () => {
  const failures: unknown[] = [];
  const database = await startEmbedded(dataDir, (error) => failures.push(error));
  await chmod(data, 0o777);
  process.kill((await findServer(dataDir))!, 'SIGKILL');
  await expect.poll(() => failures).toHaveLength(1);
  expect(String(failures[0])).toContain('has invalid permissions');

  await chmod(data, 0o700);
  const answer = () => query(database.url, 'select 42 as answer').catch(String);
  await expect.poll(answer).toEqual([{ answer: 42 }]);
  expect(failures).toHaveLength(1);
  await database.stop();
}, 90_000);

test('a server that cannot start says why and where its log is', async () => {
  await startEmbedded(dataDir).then((database) => database.stop());
  await chmod(data, 0o777);
  onTestFinished(() => chmod(data, 0o700));
  const message = await startEmbedded(dataDir).catch(String);
  expect(message).toContain('has invalid permissions');
  expect(message).toContain(log);
});

test('a server that another process begins to start is waited for', async () => {
  await startEmbedded(dataDir).then((database) => database.stop());
  // PostgreSQL makes it first and then writes it.
  await writeFile(lockFile, '');
  const slower = startEmbedded(dataDir);
  await sleep(1_000);
  await rm(lockFile);
  const faster = await startEmbedded(dataDir);
  expect((await slower).url).toBe(faster.url);
  await Promise.all([(await slower).stop(), faster.stop()]);
});

test('a lock file that a crash left empty is told of', async () => {
  await writeFile(lockFile, '');
  onTestFinished(() => rm(lockFile));
  await expect(startEmbedded(dataDir)).rejects.toThrow(/postmaster.pid" is empty/);
});

test('a running server with another password is an error at once', async () => {
  const database = await startEmbedded(dataDir);
  const right = await readFile(password, 'utf8');
  await writeFile(password, 'wrong');
  onTestFinished(() => writeFile(password, right));
  await expect(startEmbedded(dataDir)).rejects.toThrow('password authentication failed');
  await database.stop();
});

async function query(url: string, statement: string) {
  const sql = connectOnce(url);
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}
