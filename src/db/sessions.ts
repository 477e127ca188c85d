import { and, desc, eq, gt, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { Session } from '@/contract/sessions';
import type { Db } from './client';
import { session } from './schema/auth';

/** A session that was deleted, whose tokens have to be refused until it would have expired. */
export interface EndedSession {
  id: string;
  expiresAt: Date;
}

/** Who signs in once more than this is signed out elsewhere, so that all sessions can be listed. */
const MAX_SESSIONS = 100;

/** The user's sessions that have not expired, 100 at most: the one with the id `current` first, then the newest. */
export async function listSessions(db: Db, userId: string, current: string): Promise<Session[]> {
  // Each column by name: the token of a session must never leave.
  const rows = await db
    .select({
      id: session.id,
      createdAt: session.createdAt,
      updatedAt: session.updatedAt,
      expiresAt: session.expiresAt,
      userAgent: sql<string | null>`nullif(left(${session.userAgent}, 500), '')`,
      ipAddress: sql<string | null>`nullif(left(${session.ipAddress}, 100), '')`,
    })
    .from(session)
    .where(alive(userId))
    .orderBy(desc(eq(session.id, current)), desc(session.createdAt), desc(session.id))
    .limit(MAX_SESSIONS);
  return rows.map((row) => ({
    id: row.id,
    current: row.id === current,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.updatedAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    user_agent: row.userAgent,
    ip_address: row.ipAddress,
  }));
}

/** Deletes one session of the user; none if it is unknown, has expired or is somebody else's. */
export function deleteSession(db: Db, userId: string, id: string): Promise<EndedSession[]> {
  return remove(db, and(alive(userId), eq(session.id, id)));
}

/** Deletes all sessions of the user, but the one with the id `kept`. */
export function deleteSessions(db: Db, userId: string, kept?: string): Promise<EndedSession[]> {
  return remove(
    db,
    and(eq(session.userId, userId), kept === undefined ? undefined : ne(session.id, kept)),
  );
}

/** Deletes those of the user's sessions beyond 100 that were not used for longest, but never that with the id `kept`. */
export function deleteSurplusSessions(
  db: Db,
  userId: string,
  kept: string,
): Promise<EndedSession[]> {
  const surplus = db
    .select({ id: session.id })
    .from(session)
    .where(and(alive(userId), ne(session.id, kept)))
    .orderBy(desc(session.updatedAt), desc(session.id))
    .offset(MAX_SESSIONS - 1);
  return remove(db, inArray(session.id, surplus));
}

function remove(db: Db, which: SQL | undefined): Promise<EndedSession[]> {
  return db
    .delete(session)
    .where(which)
    .returning({ id: session.id, expiresAt: session.expiresAt });
}

function alive(userId: string): SQL | undefined {
  return and(eq(session.userId, userId), gt(session.expiresAt, sql`now()`));
}
