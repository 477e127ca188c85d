import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { withoutCarryOver } from './carried-over';
import { endLostTransactions } from './lost-transactions';
import { type Observe, observedBy } from './observed';
import * as auth from './schema/auth';
import * as tasks from './schema/tasks';
import { sharingShortReads } from './short-reads';
import { boundedConnections } from './socket';

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  poolMax: number;
  /** `false` behind poolers that do not keep prepared statements. */
  prepare: boolean;
  /** Whether PostgreSQL bounds statements and transactions; poolers refuse connections that ask for it. */
  bounded?: boolean;
  /** Every statement is asked for through it. */
  observe?: Observe | undefined;
  /** Called with the text of every statement, and its values. */
  onStatement?: (statement: string, values: unknown[]) => void;
}

/** Milliseconds that PostgreSQL works on one statement, locks included, and waits in a transaction for the next. */
const BOUNDS = { statement_timeout: 5_000, idle_in_transaction_session_timeout: 10_000 };

/** All connections are closed this often at most, so that what others are doing succeeds in between. */
const RECONNECT_MS = 5_000;

/** Reads alone keep a connection for ever to a server that takes no writes any more, and nobody would notice. */
const SHARED_SECONDS = 30;

/** A pool of connections to one PostgreSQL, with drizzle over it. */
export type Database = ReturnType<typeof connectDatabase>;

/** What queries run on: the pool or a transaction. */
export type Db = Omit<Database['db'], '$client'>;

/**
 * Connects lazily. `sql` is the postgres.js client under `db`; `reconnect` closes all connections, so
 * that those which follow find the present primary; `close` waits 5 s at most for running queries.
 */
export function connectDatabase(options: DatabaseOptions) {
  const { url, poolMax, prepare, bounded, observe, onStatement } = options;
  const connections = boundedConnections();
  const connect = (max: number, more: { max_lifetime?: number } = {}) =>
    postgres(url, {
      ...connections.options,
      max,
      prepare,
      connection: {
        application_name: 'tandem',
        TimeZone: 'UTC',
        ...(bounded && BOUNDS),
      },
      onnotice: () => undefined,
      ...more,
      ...(onStatement && {
        debug: (_connection, statement, values) => onStatement(statement, values),
      }),
    });
  // One of the connections is that of the short reads, if there are others. What is not prepared is not sent in a row.
  const shares = prepare && poolMax > 1;
  const sql = connect(shares ? poolMax - 1 : poolMax);
  const shared = shares ? connect(1, { max_lifetime: SHARED_SECONDS }) : undefined;
  // It changes how a client reads values.
  if (shared) drizzle(shared);
  const pool = withoutCarryOver(sql);
  const client = endLostTransactions(shared ? sharingShortReads(pool, shared) : pool);
  const db = drizzle(observe ? observedBy(observe, client) : client, {
    schema: { ...auth, ...tasks },
  });
  let reconnectedAt = -Infinity;
  return { sql, db, reconnect, close };

  async function close(): Promise<void> {
    await Promise.all([sql.end({ timeout: 5 }), shared?.end({ timeout: 5 })]);
  }

  function reconnect(): void {
    if (performance.now() - reconnectedAt < RECONNECT_MS) return;
    reconnectedAt = performance.now();
    connections.closeAll();
  }
}
