import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as auth from './schema/auth';
import * as tasks from './schema/tasks';

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  poolMax: number;
  /** `false` behind poolers that do not keep prepared statements. */
  prepare: boolean;
  /** Called with the text of every statement. */
  onStatement?: (statement: string) => void;
}

/** A pool of connections to one PostgreSQL, with drizzle over it. */
export type Database = ReturnType<typeof connectDatabase>;

/** What queries run on: the pool or a transaction. */
export type Db = Omit<Database['db'], '$client'>;

/** Connects lazily; `sql` is the postgres.js client under `db`, `close` waits 5 s at most for running queries. */
export function connectDatabase({ url, poolMax, prepare, onStatement }: DatabaseOptions) {
  const sql = postgres(url, {
    max: poolMax,
    prepare,
    connection: { application_name: 'tandem', TimeZone: 'UTC' },
    connect_timeout: 10,
    onnotice: () => undefined,
    ...(onStatement && { debug: (_connection, statement) => onStatement(statement) }),
  });
  const db = drizzle(sql, { schema: { ...auth, ...tasks } });
  return { sql, db, close: () => sql.end({ timeout: 5 }) };
}
