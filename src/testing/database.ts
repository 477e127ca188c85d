import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { connectDatabase, type Database } from '@/db/client';
import { type DatabaseAccess, databaseAccess } from './database-access';

export type TestDatabase = Database &
  DatabaseAccess & {
    /** Judges a statement that another client sends to this database. */
    onStatement: (statement: string, values: unknown[]) => void;
  };

/**
 * A migrated, empty database of its own for one test file, removed by `close`. `close` throws when
 * a statement sent through it named a task table but not `user_id`.
 */
export async function createTestDatabase(
  options: { onStatement?: TestDatabase['onStatement'] } = {},
): Promise<TestDatabase> {
  const template = inject('databaseTemplate');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await administer((sql) => sql`create database ${sql(name)} template ${sql(template)}`);

  const ownerless = new Set<string>();
  const access = databaseAccess(name);
  const onStatement = (statement: string, values: unknown[]) => {
    if (isOwnerless(statement)) ownerless.add(statement);
    options.onStatement?.(statement, values);
  };
  const database = connectDatabase({ ...access, poolMax: 5, onStatement });

  const close = async () => {
    await database.close();
    await administer((sql) => sql`drop database ${sql(name)} with (force)`);
    if (ownerless.size === 0) return;
    throw new Error(`Statements on a task table without user_id:\n${[...ownerless].join('\n')}`);
  };
  return { ...database, ...access, onStatement, close };
}

function isOwnerless(statement: string): boolean {
  return /\b(tasks|task_revisions)\b/i.test(statement) && !/\buser_id\b/i.test(statement);
}

async function administer(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(inject('databaseServer'), { max: 1 });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
