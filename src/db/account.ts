import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from './client';
import { account, user, verification } from './schema/auth';
import { taskRevisions } from './schema/tasks';
import { deleteSessions, type EndedSession } from './sessions';
import { inTransaction } from './transaction';

/** What a user signs in with; `hash` is that of the password. */
export interface Credentials {
  email: string;
  hash: string;
}

/** The credentials of the user, unless the account is gone or has no password. */
export async function findCredentials(db: Db, userId: string): Promise<Credentials | undefined> {
  const [found] = await db
    .select({ email: user.email, hash: account.password })
    .from(user)
    .innerJoin(account, eq(account.userId, user.id))
    .where(withPassword(userId));
  return found?.hash ? { email: found.email, hash: found.hash } : undefined;
}

/** The hash of the password and whether it was changed in the last minute; waits for a change that is under way. */
export async function findPassword(
  db: Db,
  userId: string,
): Promise<{ hash: string; isNew: boolean } | undefined> {
  const { createdAt, updatedAt } = account;
  const [found] = await db
    .select({
      hash: account.password,
      isNew: sql<boolean>`${updatedAt} > ${createdAt} and ${updatedAt} > now() - interval '1 minute'`,
    })
    .from(account)
    .where(withPassword(userId))
    .for('share');
  return found?.hash ? { hash: found.hash, isNew: found.isNew } : undefined;
}

/**
 * Replaces the password's hash and deletes every session but `kept`, whose ids it gives; undefined, and
 * nothing done, when the hash is no longer `from`.
 */
export function replacePassword(
  db: Db,
  userId: string,
  { from, to, kept }: { from: string; to: string; kept: string },
): Promise<EndedSession[] | undefined> {
  return inTransaction(db, async (transaction) => {
    const replaced = await transaction
      .update(account)
      .set({ password: to, updatedAt: sql`now()` })
      .where(and(withPassword(userId), eq(account.password, from)))
      .returning({ id: account.id });
    return replaced.length === 0 ? undefined : deleteSessions(transaction, userId, kept);
  });
}

/**
 * Deletes the user and everything of theirs, and gives the sessions that ended; undefined, and nothing
 * done, when the password's hash is no longer `hash`.
 */
export function deleteUser(
  db: Db,
  userId: string,
  { email, hash }: Credentials,
): Promise<EndedSession[] | undefined> {
  return inTransaction(db, async (transaction) => {
    await lock(transaction, userId);
    const [found] = await transaction
      .select({ id: account.id })
      .from(account)
      .where(and(withPassword(userId), eq(account.password, hash)))
      .for('update');
    if (!found) return undefined;
    const ended = await deleteSessions(transaction, userId);
    await transaction
      .delete(verification)
      .where(or(eq(verification.value, userId), eq(verification.identifier, email)));
    await transaction.delete(user).where(eq(user.id, userId));
    return ended;
  });
}

/** In the order of writers: the revision first, then the user that new tasks and sessions refer to. */
async function lock(transaction: Db, userId: string): Promise<void> {
  const { revision } = taskRevisions;
  const ofUser = eq(taskRevisions.userId, userId);
  await transaction.select({ revision }).from(taskRevisions).where(ofUser).for('update');
  await transaction.select({ id: user.id }).from(user).where(eq(user.id, userId)).for('update');
}

function withPassword(userId: string): SQL | undefined {
  return and(eq(account.userId, userId), eq(account.providerId, 'credential'));
}
