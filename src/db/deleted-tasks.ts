import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { DeletedPage, DeletedTask, ListDeleted } from '@/contract/deleted-tasks';
import type { Db } from './client';
import { digest, fromOpaque, toOpaque } from './opaque';
import { toIsoInstant } from './schema/iso-instant';
import { tasks } from './schema/tasks';
import { type Placeholders, statement } from './statement';
import { type BesideLedger, ledgerOf } from './task-revisions';
import { hasTask, row, type TaskRow, toTask } from './task-row';
import { instantKey } from './task-sorts';

/** When it was deleted, as the index has it. */
const sortKey = sql`(${tasks.deletedAt} at time zone 'UTC')`;

/** A page, and the revision that it was read at. */
type DeletedRead = DeletedPage & { revision: number };

type Values = {
  userId: string;
  before: string | undefined;
  id: number | undefined;
  rows: number;
};
type DeletedRow = TaskRow & { deleted_at: string };

const select = statement<Values, BesideLedger<DeletedRow>>(selection);

/** The tasks of a user that can be brought back, the last deleted first; undefined if the cursor is not one of theirs. */
export async function listDeleted(
  db: Db,
  userId: string,
  { limit, cursor }: Omit<ListDeleted, 'user_id'>,
): Promise<DeletedRead | undefined> {
  const last = cursor === undefined ? undefined : decodeCursor(userId, cursor);
  if (cursor !== undefined && !last) return undefined;
  const { deleted_at: before, id } = last ?? {};
  const joined = await select(db, { userId, before, id, rows: limit + 1 });

  const found = joined.filter(hasTask).map(toDeleted);
  const shown = found.slice(0, limit);
  const end = shown.at(-1);
  return {
    tasks: shown,
    cursor: end && found.length > limit ? encodeCursor(userId, end) : null,
    revision: Number(joined[0]?.revision),
  };
}

function selection(db: Db, { userId, before, id, rows }: Placeholders<Values>) {
  const page = db
    .select({ ...row, deletedAt: tasks.deletedAt })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        sql`${sortKey} > now() at time zone 'UTC' - interval '30 days'`,
        before && sql`(${sortKey}, ${tasks.id}) < (${before}, ${id})`,
      ),
    )
    .orderBy(desc(sortKey), desc(tasks.id))
    .limit(rows)
    .as('page');
  return db
    .select()
    .from(ledgerOf(db, { userId }).as('ledger'))
    .leftJoinLateral(page, sql`true`)
    .orderBy(desc(page.deletedAt), desc(page.id));
}

function toDeleted(found: DeletedRow): DeletedTask {
  return { ...toTask(found), deleted_at: toIsoInstant(found.deleted_at) };
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
