import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Db } from './client';
import { onConnection } from './connection';

const LOCK = 7_461_001;
const UNDEFINED_TABLE = '42P01';
/** How long one migration may work without a word. */
const SILENT_SECONDS = 3_600;
const newestByFolder = new Map<string, number>();

/**
 * Applies what is new in `folder` to the database at `url`, all of it or nothing; processes that
 * start together wait for each other, so that each migration runs once.
 * @throws when another process has been migrating for a minute already.
 */
export async function migrate(url: string, folder = path.resolve('drizzle')): Promise<void> {
  const purpose = { url, name: 'migrate', silentSeconds: SILENT_SECONDS, max: 2 };
  await onConnection(purpose, (client) =>
    // In a transaction of its own: a pooler may give a session to somebody else, and its locks with it.
    client.begin(async (transaction) => {
      await transaction`set local lock_timeout = '60s'`;
      await transaction`select pg_advisory_xact_lock(${LOCK})`;
      await applyMigrations(drizzle(client), { migrationsFolder: folder });
    }),
  );
}

/** Whether the newest migration of `folder` is applied; rejects when the database does not answer. */
export async function isMigrated(db: Db, folder = path.resolve('drizzle')): Promise<boolean> {
  const newest = await newestMigration(folder);
  try {
    const rows = await db.execute(
      sql`select 1 from drizzle.__drizzle_migrations where created_at = ${newest}`,
    );
    return rows.length > 0;
  } catch (error) {
    if (isUndefinedTable(error)) return false;
    throw error;
  }
}

/** When the newest migration was made, in milliseconds since 1970: drizzle records it as its name. */
async function newestMigration(folder: string): Promise<number> {
  const newest = newestByFolder.get(folder) ?? (await readJournal(folder));
  newestByFolder.set(folder, newest);
  return newest;
}

async function readJournal(folder: string): Promise<number> {
  const text = await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8');
  const journal = JSON.parse(text) as { entries: { when: number }[] };
  return Math.max(...journal.entries.map((entry) => entry.when));
}

function isUndefinedTable(error: unknown): boolean {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  return cause instanceof postgres.PostgresError && cause.code === UNDEFINED_TABLE;
}
