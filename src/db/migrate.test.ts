import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { databaseUrl } from '@/testing/database-url';
import { connectDatabase } from './client';
import { isMigrated, migrate } from './migrate';

const name = `${inject('databaseTemplate')}_${randomBytes(4).toString('hex')}`;
const url = databaseUrl(inject('databaseServer'), name);
const admin = postgres(inject('databaseServer'), { max: 1 });
const database = connectDatabase({ url, poolMax: 1, prepare: true });

beforeAll(() => admin`create database ${admin(name)}`);

afterAll(async () => {
  await database.close();
  await admin`drop database ${admin(name)} with (force)`;
  await admin.end();
});

test('an empty database is not migrated', async () => {
  expect(await isMigrated(database.db)).toBe(false);
});

test('ten that migrate at once apply each migration once', async () => {
  await Promise.all(Array.from({ length: 10 }, () => migrate(url)));

  const { entries } = await readJournal();
  const applied =
    await database.sql`select created_at from drizzle.__drizzle_migrations order by id`;
  expect(applied.map((row) => Number(row.created_at))).toEqual(entries.map((entry) => entry.when));
  expect(await isMigrated(database.db)).toBe(true);
});

test('a release with one more migration is not migrated until it has run', async () => {
  const folder = await folderWith('create table "next" ()');
  expect(await isMigrated(database.db, folder)).toBe(false);
  await migrate(url, folder);
  expect(await isMigrated(database.db, folder)).toBe(true);
  expect(await isMigrated(database.db)).toBe(true);
});

test('a failed migration leaves nothing behind, and the lock free', async () => {
  const folder = await folderWith('create table half ();--> statement-breakpoint\nselect missing');
  await expect(migrate(url, folder)).rejects.toThrow('select missing');
  await migrate(url);
  const tables = await database.sql`select 1 from pg_tables where tablename = 'half'`;
  expect(tables).toHaveLength(0);
});

test('when the database does not answer, isMigrated rejects', async () => {
  const nowhere = connectDatabase({ url: databaseUrl(url, 'no_such'), poolMax: 1, prepare: true });
  await expect(isMigrated(nowhere.db)).rejects.toThrow('Failed query');
  await nowhere.close();
});

/** A copy of the migrations with one more, newer than all before. */
async function folderWith(statements: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tandem-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp('drizzle', folder, { recursive: true });
  const { entries, ...journal } = await readJournal();
  const next = { ...entries.at(-1), idx: entries.length, when: Date.now() * 10, tag: 'next' };
  await writeFile(
    path.join(folder, 'meta', '_journal.json'),
    JSON.stringify({ ...journal, entries: [...entries, next] }),
  );
  await writeFile(path.join(folder, 'next.sql'), statements);
  return folder;
}

async function readJournal(): Promise<{ entries: { when: number }[] }> {
  return JSON.parse(await readFile('drizzle/meta/_journal.json', 'utf8'));
}
