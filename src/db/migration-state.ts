import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sql } from 'postgres';
import { failureCode } from './failures';

const UNDEFINED_TABLE = '42P01';

/** How the migrations of a database differ from those of this release. */
export interface MigrationState {
  /** The names of those that are yet to be applied. */
  pending: string[];
  /** How many are applied that this release does not know. */
  unknown: number;
}

/** Compares what is applied with what lies in `folder`. */
export async function findMigrationState(
  sql: Sql,
  folder = path.resolve('drizzle'),
): Promise<MigrationState> {
  const text = await readFile(path.join(folder, 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(text) as { entries: { tag: string; when: number }[] };
  const applied = await findApplied(sql);
  return {
    pending: entries.filter(({ when }) => !applied.includes(when)).map(({ tag }) => tag),
    unknown: applied.filter((when) => !entries.some((entry) => entry.when === when)).length,
  };
}

/** By when they were made, which is their name to drizzle. */
async function findApplied(sql: Sql): Promise<number[]> {
  try {
    const rows = await sql<{ created_at: string }[]>`
      select created_at from drizzle.__drizzle_migrations`;
    return rows.map((row) => Number(row.created_at));
  } catch (error) {
    if (failureCode(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}
