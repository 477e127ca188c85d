import { and, eq, exists, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from './client';
import { attempts, session, user } from './schema/auth';

/** How often something was tried in a window of time. */
export interface Tally {
  count: number;
  /** Milliseconds until it begins anew. */
  left: number;
}

/** Counts one more attempt in the window of its key, which begins with the first one; attempts at once are all counted. */
export async function countAttempt(db: Db, key: string, window: number): Promise<Tally> {
  const isOver = sql`${attempts.until} <= now()`;
  const [tally] = await db
    .insert(attempts)
    .values({ key, count: 1, until: sql`now() + make_interval(secs => ${window})` })
    .onConflictDoUpdate({
      target: attempts.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${attempts.count} + 1 end`,
        until: sql`case when ${isOver} then excluded.until else ${attempts.until} end`,
      },
    })
    .returning({
      count: attempts.count,
      left: sql<number>`(extract(epoch from ${attempts.until} - now()) * 1000)::float8`,
    });
  if (!tally) throw new Error('An attempt was not counted');
  return tally;
}

/** Forgets what was counted under these keys. */
export async function forgetAttempts(db: Db, keys: string[]): Promise<void> {
  await db.delete(attempts).where(inArray(attempts.key, keys));
}

/** Whether the account with this e-mail, in lower case, has a session that began at the address and lasts. */
export async function isSignedInAt(db: Db, email: string, address: string): Promise<boolean> {
  const lasting = db
    .select()
    .from(session)
    .where(
      and(
        eq(session.userId, user.id),
        eq(session.ipAddress, address),
        gt(session.expiresAt, sql`now()`),
      ),
    );
  const rows = await db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.email, email), exists(lasting)));
  return rows.length > 0;
}
