import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DeletedPage, DeletedTask, ListDeleted } from '@/contract/deleted-tasks';
import type { Db } from './client';
import { digest, fromOpaque, toOpaque } from './opaque';
import { tasks } from './schema/tasks';
import { ledgerOf } from './task-revisions';
import { row } from './task-row';
import { instantKey } from './task-sorts';

/** When it was deleted, as the index has it. */
const sortKey = sql`(${tasks.deletedAt} at time zone 'UTC')`;

/** A page, and the revision that it was read at. */
type DeletedRead = DeletedPage & { revision: number };

/** The tasks of a user that can be brought back, the last deleted first; undefined if the cursor is not one of theirs. */
export async function listDeleted(
  db: Db,
  userId: string,
  { limit, cursor }: Omit<ListDeleted, 'user_id'>,
): Promise<DeletedRead | undefined> {
  const last = cursor === undefined ? undefined : decodeCursor(userId, cursor);
  if (cursor !== undefined && !last) return undefined;
  const deletedAt = sql<string>`${tasks.deletedAt}`.mapWith(tasks.deletedAt);
  const page = db
    .select({ ...row, deleted_at: deletedAt.as('deleted_at') })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        sql`${sortKey} > now() at time zone 'UTC' - interval '30 days'`,
        last && sql`(${sortKey}, ${tasks.id}) < (${last.deleted_at}, ${last.id})`,
      ),
    )
    .orderBy(desc(sortKey), desc(tasks.id))
    .limit(limit + 1)
    .as('page');
  const rows = await db
    .select()
    .from(ledgerOf(db, userId))
    .leftJoinLateral(page, sql`true`)
    .orderBy(desc(page.deleted_at), desc(page.id));

  const found = rows.flatMap((joined) => joined.page ?? []);
  const shown = found.slice(0, limit);
  const end = shown.at(-1);
  return {
    tasks: shown,
    cursor: end && found.length > limit ? encodeCursor(userId, end) : null,
    revision: rows[0]?.ledger.revision ?? 0,
  };
}

/** The opaque cursor (base64url) that continues behind a task, bound to its user. */
function encodeCursor(userId: string, { deleted_at, id }: DeletedTask): string {
  return toOpaque([fingerprint(userId), deleted_at, id]);
}

function decodeCursor(userId: string, cursor: string) {
  const Cursor = z.tuple([z.literal(fingerprint(userId)), instantKey, z.int().positive()]);
  const [, deleted_at, id] = Cursor.safeParse(fromOpaque(cursor)).data ?? [];
  return deleted_at === undefined || id === undefined ? undefined : { deleted_at, id };
}

function fingerprint(userId: string): string {
  return digest(['deleted', userId]);
}
