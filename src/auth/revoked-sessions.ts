import type { Sql } from 'postgres';

export interface RevokedSession {
  sid: string;
  /** When the session would have expired, in seconds since the epoch. */
  exp: number;
}

/** All sessions that ended and whose tokens may not have expired; forgets those whose tokens have. */
export async function listRevoked(sql: Sql): Promise<RevokedSession[]> {
  await sql`delete from revoked_session where expires_at < now()`;
  return sql<RevokedSession[]>`
    select sid, extract(epoch from expires_at)::float8 as exp from revoked_session`;
}

/** Those that ended in the last 15 minutes: transactions that began earlier and commit now are among them. */
export function listRecentlyRevoked(sql: Sql): Promise<RevokedSession[]> {
  return sql<RevokedSession[]>`
    select sid, extract(epoch from expires_at)::float8 as exp from revoked_session
    where revoked_at > now() - interval '15 minutes'`;
}

/** Whether one session has ended. */
export async function isSessionRevoked(sql: Sql, sid: string): Promise<boolean> {
  const rows = await sql`select from revoked_session where sid = ${sid}`;
  return rows.length > 0;
}
