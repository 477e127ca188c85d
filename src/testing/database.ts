import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { connectDatabase, type Database } from '@/db/client';
import { type DatabaseAccess, databaseAccess } from './database-access';
import { copyDatabase, dropDatabases } from './second-server';

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
  await copyDatabase(inject('databaseServer'), template, name);

  const ownerless = new Set<string>();
  const access = databaseAccess(name);
  const onStatement = (statement: string, values: unknown[]) => {
    if (isOwnerless(statement)) ownerless.add(statement);
    options.onStatement?.(statement, values);
  };
  const database = connectDatabase({ ...access, poolMax: 5, onStatement });

  const close = async () => {
    await database.close();
    await dropDatabases(inject('databaseServer'), name);
    if (ownerless.size === 0) return;
    throw new Error(`Statements on a task table without user_id:\n${[...ownerless].join('\n')}`);
  };
  return { ...database, ...access, onStatement, close };
}

function isOwnerless(statement: string): boolean {
  return /\b(tasks|task_revisions)\b/i.test(statement) && !/\buser_id\b/i.test(statement);
}
