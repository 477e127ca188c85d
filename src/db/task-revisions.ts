import { eq, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { Db } from './client';
import { taskRevisions } from './schema/tasks';

const revision = sql<number>`coalesce(max(${taskRevisions.revision}), 0)`.mapWith(Number);
const purged = sql<number>`coalesce(max(${taskRevisions.purgedRevision}), 0)`.mapWith(Number);

/** One row, to read beside tasks in the same statement: the user's revision, and the newest that is forgotten. */
export function ledgerOf(db: Db, userId: string) {
  return db
    .select({ revision: revision.as('revision'), purged: purged.as('purged') })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, userId))
    .as('ledger');
}

/** The number of the last write of a user's tasks; 0 before the first. */
export async function findRevision(db: Db, userId: string): Promise<number> {
  const [found] = await db
    .select({ revision })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, userId));
  return found?.revision ?? 0;
}

/** The revisions of many users; who never had a task has none. One parameter, so one statement for any number. */
export async function findRevisions(db: Db, userIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ userId: taskRevisions.userId, revision: taskRevisions.revision })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, sql`any(${makePgArray(userIds)}::text[])`));
  return new Map(rows.map((row) => [row.userId, row.revision]));
}
