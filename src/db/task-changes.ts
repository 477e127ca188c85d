import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { ChangePosition } from './change-cursor';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { ledgerOf } from './task-revisions';
import { row } from './task-row';

/** Changes in the order of their versions, and how far whoever read them knows the tasks then. */
export interface ChangeRead {
  changes: TaskChange[];
  position: ChangePosition;
  hasMore: boolean;
}

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
  const ledger = ledgerOf(db, userId);
  const page = db
    .select({ ...row, deletedAt: tasks.deletedAt })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        gt(tasks.version, from?.version ?? 0),
        or(isNull(tasks.deletedAt), gt(tasks.version, from?.began ?? sql`${ledger.revision}`)),
      ),
    )
    .orderBy(tasks.version)
    .limit(limit + 1)
    .as('page');
  const rows = await db
    .select()
    .from(ledger)
    .leftJoinLateral(page, sql`true`)
    .orderBy(page.version);

  const { revision = 0, purged = 0 } = rows[0]?.ledger ?? {};
  const { version, began } = from ?? { version: 0, began: revision };
  const known = Math.max(version, began);
  if (known > revision || known < purged) return undefined;
  const found = rows.flatMap((joined) => joined.page ?? []);
  const hasMore = found.length > limit;
  const shown = found.slice(0, limit);
  const seen = hasMore ? (shown.at(-1)?.version ?? version) : revision;
  return {
    changes: shown.map(toChange),
    position: { version: seen, began },
    hasMore,
  };
}

function toChange({ deletedAt, ...task }: Task & { deletedAt: string | null }): TaskChange {
  if (deletedAt === null) return { type: 'upsert', task };
  return { type: 'delete', id: task.id, version: task.version };
}
