import { eq, exists, type Placeholder, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { Db } from './client';
import { taskRevisions } from './schema/tasks';
import { statement } from './statement';

const revision = sql`coalesce(max(${taskRevisions.revision}), 0)`.as('revision');
const purged = sql`coalesce(max(${taskRevisions.purgedRevision}), 0)`.as('purged');

/** Both, as postgres.js reads them. */
type Ledger = Record<'revision' | 'purged', string>;

/** A row of what is read beside the ledger; all null in the only row if there is none. */
export type BesideLedger<Row> = Ledger & (Row | Record<keyof Row, null>);

const find = statement<{ userId: string }, Ledger>(ledgerOf, { isShort: true });

/** One row, to read beside tasks in the same statement: the user's revision, and the newest that is forgotten. */
export function ledgerOf(db: Db, { userId }: { userId: Placeholder }) {
  return db
    .select({ revision, purged })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, userId));
}

/**
 * The part of a statement that locks the user's revision row: writers of one user queue there and never deadlock. What
 * asks it by `isLocked` in its `where` looks at tasks only after that, wherever these are.
 */
export function lockedLedger(db: Db, { userId }: { userId: Placeholder }) {
  const ledger = db
    .$with('locked')
    .as(
      db
        .select({ revision: taskRevisions.revision, taskCount: taskRevisions.taskCount })
        .from(taskRevisions)
        .where(eq(taskRevisions.userId, userId))
        .for('update'),
    );
  return {
    ledger,
    isLocked: exists(db.select().from(ledger)),
    revision: sql`(select ${ledger.revision} from ${ledger})`,
    taskCount: sql`(select ${ledger.taskCount} from ${ledger})`,
  };
}

/** The number of the last write of a user's tasks; 0 before the first. */
export async function findRevision(db: Db, userId: string): Promise<number> {
  const [found] = await find(db, { userId });
  return Number(found?.revision ?? 0);
}

/** The revisions of many users; who never had a task has none. One parameter, so one statement for any number. */
export async function findRevisions(db: Db, userIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ userId: taskRevisions.userId, revision: taskRevisions.revision })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, sql`any(${makePgArray(userIds)}::text[])`));
  return new Map(rows.map((row) => [row.userId, row.revision]));
}
