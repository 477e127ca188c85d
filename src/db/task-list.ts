import { and, eq, sql } from 'drizzle-orm';
import type { Task, TaskQuery } from '@/contract/tasks';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
import { decodeCursor, encodeCursor, type TaskPosition } from './task-cursor';
import { isBehind, live, matches, sortKey } from './task-filters';
import { findRevision } from './task-revisions';
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

  let found = await selectRows(db, userId, query, position);
  let before = 0;
  if (found.length === 0) {
    // Nothing tells the revision then; one that is read before the rows is too old for them at most.
    before = await findRevision(db, userId);
    found = await selectRows(db, userId, query, position);
  }
  const shown = found.slice(0, query.limit).map(({ revision: _revision, ...task }) => task);
  const last = shown.at(-1);
  const more = last !== undefined && found.length > shown.length;
  return {
    tasks: shown,
    next: more ? encodeCursor(query, last) : undefined,
    revision: found[0]?.revision ?? before,
  };
}

/** One row more than a page has, each with the revision. */
function selectRows(db: Db, userId: string, query: TaskQuery, position?: TaskPosition) {
  const revision = db
    .select({ revision: taskRevisions.revision })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, userId));
  const order = sql.raw(orderOf(query));
  const statement = db
    .select({ ...row, revision: sql`${revision}`.mapWith(taskRevisions.revision) })
    .from(tasks)
    .where(and(live(userId), matches(query), position && isBehind(query, position)))
    .orderBy(sql`${sortKey(query)} ${order}`, sql`${tasks.id} ${order}`);
  return query.limit === undefined ? statement : statement.limit(query.limit + 1);
}
