import { and, sql } from 'drizzle-orm';
import type { Task, TaskQuery } from '@/contract/tasks';
import type { Db } from './client';
import { tasks } from './schema/tasks';
import { decodeCursor, encodeCursor } from './task-cursor';
import { isBehind, live, matches, sortKey } from './task-filters';
import { ledgerOf } from './task-revisions';
import { row } from './task-row';
import { orderOf } from './task-sorts';

/** Tasks in their order, the cursor of the next page if there is one, and the revision they were read at. */
export interface TaskPage {
  tasks: Task[];
  next: string | undefined;
  revision: number;
}

/** The tasks of a user that match, all of them or a page; undefined if the cursor is not one of this query. */
export async function listTasks(
  db: Db,
  userId: string,
  query: TaskQuery,
): Promise<TaskPage | undefined> {
  const position = query.cursor === undefined ? undefined : decodeCursor(query, query.cursor);
  if (query.cursor !== undefined && !position) return undefined;

  const { limit = Infinity } = query;
  const order = sql.raw(orderOf(query));
  const sorted = db
    .select(row)
    .from(tasks)
    .where(and(live(userId), matches(query), position && isBehind(query, position)))
    .orderBy(sql`${sortKey(query)} ${order}`, sql`${tasks.id} ${order}`);
  const page = (limit === Infinity ? sorted : sorted.limit(limit + 1)).as('page');
  const ledger = ledgerOf(db, userId);
  // To join its one row on true is to walk the page in its order.
  const rows = await db
    .select()
    .from(ledger)
    .leftJoinLateral(page, sql`true`);

  const found = rows.flatMap((joined) => joined.page ?? []);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const more = last !== undefined && found.length > shown.length;
  return {
    tasks: shown,
    next: more ? encodeCursor(query, last) : undefined,
    revision: rows[0]?.ledger.revision ?? 0,
  };
}
