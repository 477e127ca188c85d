import { sql } from 'drizzle-orm';
import type { Db } from '@/db/client';

// A type, as drizzle takes no interface for a row.
export type RevokedSession = {
  sid: string;
  /** When the session would have expired, in seconds since the epoch. */
  exp: number;
};

/** All sessions that ended and whose tokens may not have expired; forgets those whose tokens have. */
export async function listRevoked(db: Db): Promise<RevokedSession[]> {
  await db.execute(sql`delete from revoked_session where expires_at < now()`);
  return db.execute<RevokedSession>(sql`
    select sid, extract(epoch from expires_at)::float8 as exp from revoked_session`);
}

/** Those that ended in the last 15 minutes: transactions that began earlier and commit now are among them. */
export async function listRecentlyRevoked(db: Db): Promise<RevokedSession[]> {
  return db.execute<RevokedSession>(sql`
    select sid, extract(epoch from expires_at)::float8 as exp from revoked_session
    where revoked_at > now() - interval '15 minutes'`);
}

/** Whether one session has ended. */
export async function isSessionRevoked(db: Db, sid: string): Promise<boolean> {
  const rows = await db.execute(sql`select from revoked_session where sid = ${sid}`);
  return rows.length > 0;
}
