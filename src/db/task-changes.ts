import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import { type TaskChange, versionOf } from '@/contract/task-changes';
import type { ChangePosition } from './change-cursor';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { type Placeholders, statement } from './statement';
import { type BesideLedger, ledgerOf } from './task-revisions';
import { hasTask, row, type TaskRow, toTask } from './task-row';

/** Changes in the order of their versions, and how far whoever read them knows the tasks then. */
export interface ChangeRead {
  changes: TaskChange[];
  position: ChangePosition;
  hasMore: boolean;
}

type Values = { userId: string; after: number; began: number | undefined; rows: number };
type ChangedRow = TaskRow & { deleted_at: string | null };

const select = statement<Values, BesideLedger<ChangedRow>>(selection);

/**
 * What happened to a user's tasks after a position, or all of them without one; undefined if deletions
 * that came after it are forgotten, or if it lies in the future. Writers of one user wait for each
 * other until they commit, so that nothing appears later behind a version that was seen.
 */
export async function listChanges(
  db: Db,
  userId: string,
  from: ChangePosition | undefined,
  limit: number,
): Promise<ChangeRead | undefined> {
  const [after, rows] = [from?.version ?? 0, limit + 1];
  const joined = await select(db, { userId, after, began: from?.began, rows });

  const [revision, purged] = [Number(joined[0]?.revision), Number(joined[0]?.purged)];
  const { version, began } = from ?? { version: 0, began: revision };
  const known = Math.max(version, began);
  if (known > revision || known < purged) return undefined;
  const found = joined.filter(hasTask).map(toChange);
  const hasMore = found.length > limit;
  const changes = found.slice(0, limit);
  const last = changes.at(-1);
  const seen = hasMore && last ? versionOf(last) : revision;
  return { changes, position: { version: seen, began }, hasMore };
}

function selection(db: Db, { userId, after, began, rows }: Placeholders<Values>) {
  const ledger = ledgerOf(db, { userId }).as('ledger');
  const page = db
    .select({ ...row, deletedAt: tasks.deletedAt })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        gt(tasks.version, after),
        // A second server may know of writes that came after the revision was read.
        lte(tasks.version, sql`${ledger.revision}`),
        or(isNull(tasks.deletedAt), gt(tasks.version, began ?? sql`${ledger.revision}`)),
      ),
    )
    .orderBy(tasks.version)
    .limit(rows)
    .as('page');
  return db
    .select()
    .from(ledger)
    .leftJoinLateral(page, sql`true`)
    .orderBy(page.version);
}

function toChange(found: ChangedRow): TaskChange {
  if (found.deleted_at === null) return { type: 'upsert', task: toTask(found) };
  return { type: 'delete', id: Number(found.id), version: Number(found.version) };
}
