import postgres, { type Options, type Sql } from 'postgres';
import { boundedConnections } from './socket';

/** A connection beside the pool. */
interface Purpose extends Options<{}> {
  url: string;
  /** What PostgreSQL knows it by, behind `tandem`. */
  name: string;
  /** How long nothing may come; 10 s unless told. */
  silentSeconds?: number;
}

/** A client with one connection unless more are wanted, bounded as those of the pool. */
export function openConnection({ url, name, silentSeconds, ...options }: Purpose): Sql {
  return postgres(url, {
    ...boundedConnections(silentSeconds).options,
    max: 1,
    onnotice: () => undefined,
    ...options,
    connection: { application_name: `tandem ${name}`, ...options.connection },
  });
}

/** The same for a piece of work, after which it is closed. */
export async function onConnection<T>(
  purpose: Purpose,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const sql = openConnection(purpose);
  return work(sql).finally(() => sql.end({ timeout: 5 }));
}
