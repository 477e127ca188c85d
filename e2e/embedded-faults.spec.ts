import { execFile } from 'node:child_process';
import { readFile, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from '@playwright/test';
import { addMember } from '@/testing/members';
import { expectKept } from './kept';
import { start, stop, stopAll, type Tandem, useDataDirectory } from './server';
import { acknowledged, startWriters, type Writers } from './writers';

const test = base.extend<{ directory: string }>({ directory: useDataDirectory });
test.describe.configure({ timeout: 180_000 });

const PATIENCE = { timeout: 60_000 };

test('what was answered is there after everything was killed under load', async ({ directory }) => {
  const tandem = await startHost(directory);
  const member = await addMember(tandem.port);
  const writers = startWriters(tandem, member);
  await expect.poll(() => acknowledged(writers).length, PATIENCE).toBeGreaterThan(200);
  process.kill(await postmaster(directory), 'SIGKILL');
  await stop(tandem, 'SIGKILL');
  await writers.stop();
  const restarted = await startHost(directory, tandem.port);
  await expectKept(restarted, member, writers);
});

test('a PostgreSQL that is killed under load comes back by itself, with what was answered', async ({
  directory,
}) => {
  const tandem = await startHost(directory);
  const member = await addMember(tandem.port);
  const writers = startWriters(tandem, member);
  await expect.poll(() => acknowledged(writers).length, PATIENCE).toBeGreaterThan(200);
  process.kill(await postmaster(directory), 'SIGKILL');
  await expect.poll(() => refused(writers).length, PATIENCE).toBeGreaterThan(0);
  const before = acknowledged(writers).length;
  await expect.poll(() => acknowledged(writers).length, PATIENCE).toBeGreaterThan(before);
  await writers.stop();
  expect(new Set(writers.attempts.map(({ status }) => status))).toEqual(new Set([201, 503]));
  await expectKept(tandem, member, writers);
  expect(await stop(tandem)).toBe(0);
});

// Root alone may mount a small disk: as somebody else this fails.
test('a full disk is a 503, tears nothing, and is forgotten when there is space again', async ({
  directory,
}) => {
  const run = promisify(execFile);
  await run('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'tmpfs', directory]);
  try {
    const tandem = await startHost(directory);
    const member = await addMember(tandem.port);
    const ballast = path.join(directory, 'ballast');
    await writeFile(ballast, Buffer.alloc((await freeBytes(directory)) - 1_000_000));
    const writers = startWriters(tandem, member);
    await expect.poll(() => refused(writers).length, PATIENCE).toBeGreaterThan(20);
    expect(acknowledged(writers).length).toBeGreaterThan(0);
    await rm(ballast);
    const before = acknowledged(writers).length;
    await expect.poll(() => acknowledged(writers).length, PATIENCE).toBeGreaterThan(before);
    await writers.stop();
    expect(new Set(writers.attempts.map(({ status }) => status))).toEqual(new Set([201, 503]));
    await expectKept(tandem, member, writers);
    expect(await stop(tandem)).toBe(0);
  } finally {
    await stopAll();
    await run('umount', [directory]);
  }
});

function startHost(directory: string, port?: number): Promise<Tandem> {
  return start({ DATA_DIR: directory, ...(port && { PORT: String(port) }) });
}

/** Its process id. */
async function postmaster(directory: string): Promise<number> {
  const text = await readFile(path.join(directory, 'postgres/data/postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

function refused({ attempts }: Writers) {
  return attempts.filter(({ status }) => status === 503);
}

async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
