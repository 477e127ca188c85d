import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Task, TaskQuery } from '@/contract/tasks';
import type { Db } from './client';
import { taskRevisions, tasks } from './schema/tasks';
import { type Placeholders, statement } from './statement';
import { decodeCursor, encodeCursor, type TaskPosition } from './task-cursor';
import { filtersOf, isBehind, live, matches, sortKey } from './task-filters';
import { findRevision } from './task-revisions';
import { row, type TaskRow, toTask } from './task-row';
import { orderOf } from './task-sorts';

/** Tasks in their order, the cursor of the next page if there is one, and the revision they were read at. */
export interface TaskPage {
  tasks: Task[];
  next: string | undefined;
  revision: number;
}

type Sort = TaskQuery['sort'];
type Order = ReturnType<typeof orderOf>;
type Values = ReturnType<typeof valuesOf>;

type Row = TaskRow & { revision: string };

// In the order of an index, and of few rows as far as is known.
const select = statement<Values, Row, [Sort, Order]>(selection, { isShort: true });

const selectLong = statement<Values, Row, [Sort, Order]>(selection);

// There are more ways to filter than texts that are kept: these must not displace the others.
const selectFiltered = statement<Values, Row, [Sort, Order]>(selection);

// Not prepared: whether to read in the order of the index or to sort depends on how many match these values.
const selectFilteredPage = statement<Values, Row, [Sort, Order]>(selection, { most: 0 });

/** Rows of a list that holds nobody up. */
const LONG = 200;

/** Users whose lists were long. */
const hoarders = new LRUCache<string, true>({ max: 10_000 });

/** The tasks of a user that match, all of them or a page; undefined if the cursor is not one of this query. */
export async function listTasks(
  db: Db,
  userId: string,
  query: TaskQuery,
): Promise<TaskPage | undefined> {
  const position = query.cursor === undefined ? undefined : decodeCursor(query, query.cursor);
  if (query.cursor !== undefined && !position) return undefined;

  const values = valuesOf(userId, query, position);
  const order = orderOf(query);
  const isFiltered = Object.values(filtersOf(query)).some((value) => value !== undefined);
  const ofFiltered = query.limit === undefined ? selectFiltered : selectFilteredPage;
  const ofAll = query.sort === 'created' && !isLong(userId, query.limit) ? select : selectLong;
  const read = isFiltered ? ofFiltered : ofAll;
  let found = await read(db, values, query.sort, order);
  let before = 0;
  if (found.length === 0) {
    // Nothing tells the revision then; one that is read before the rows is too old for them at most.
    before = await findRevision(db, userId);
    found = await read(db, values, query.sort, order);
  }
  if (found.length > LONG) hoarders.set(userId, true);
  const shown = found.slice(0, query.limit).map(toTask);
  const last = shown.at(-1);
  const more = last !== undefined && found.length > shown.length;
  return {
    tasks: shown,
    next: more ? encodeCursor(query, last) : undefined,
    revision: Number(found[0]?.revision ?? before),
  };
}

function isLong(userId: string, limit: number | undefined): boolean {
  return limit === undefined ? hoarders.has(userId) : limit > LONG;
}

/** One row more than a page has, each with the revision. */
function selection(db: Db, values: Placeholders<Values>, sort: Sort, order: Order) {
  const { userId, key, id, rows, ...filters } = values;
  const revision = db
    .select({ revision: taskRevisions.revision })
    .from(taskRevisions)
    .where(eq(taskRevisions.userId, userId));
  const directed = order === 'asc' ? asc : desc;
  const all = db
    .select({ ...row, revision: sql`${revision}`.as('revision') })
    .from(tasks)
    .where(and(live(userId), matches(filters), key && id && isBehind({ sort, order }, key, id)))
    .orderBy(directed(sortKey({ sort, order })), directed(tasks.id));
  return rows ? all.limit(rows) : all;
}

function valuesOf(userId: string, query: TaskQuery, position: TaskPosition | undefined) {
  const rows = query.limit === undefined ? undefined : query.limit + 1;
  return { userId, ...filtersOf(query), key: position?.key, id: position?.id, rows };
}
