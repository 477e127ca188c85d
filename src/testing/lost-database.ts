import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { createHandler, type Handler } from '@/api/handler';
import { parseEnv } from '@/env';
import { createLog, createServices } from '@/services';
import { TEST_SECRET } from './app';
import { type DatabaseAccess, databaseAccess } from './database-access';
import { copyDatabase, dropDatabases } from './second-server';

/** Calls the API on a database and gives what `work` gives; nobody is connected afterwards. */
export async function servedBy<T>(
  { variables }: DatabaseAccess,
  work: (handle: Handler) => Promise<T>,
): Promise<T> {
  const env = parseEnv({
    BETTER_AUTH_SECRET: TEST_SECRET,
    ...variables,
    DATABASE_POOL_MAX: '2',
    AUTH_RATE_LIMIT: 'off',
    API_RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
  });
  const services = await createServices(env, { log: createLog(env) });
  try {
    return await work(createHandler(services));
  } finally {
    await services.close();
  }
}

/** Works on a copy of a database that is lost afterwards, so that the database itself is a backup of it. */
export async function onLostCopy<T>(
  { url }: DatabaseAccess,
  work: (copy: DatabaseAccess) => Promise<T>,
): Promise<T> {
  const original = new URL(url).pathname.slice(1);
  const copy = `${original}_${randomBytes(4).toString('hex')}`;
  const server = inject('databaseServer');
  const sql = postgres(server, { max: 1 });
  try {
    // Connections that were closed may be there for a moment more.
    await sql`select pg_terminate_backend(pid, 20000) from pg_stat_activity where datname = ${original}`;
    await copyDatabase(server, original, copy);
    return await work(databaseAccess(copy));
  } finally {
    await dropDatabases(server, copy);
    await sql.end();
  }
}
