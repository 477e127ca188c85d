import { and, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { TaskQuery } from '@/contract/tasks';
import { tasks } from './schema/tasks';
import type { TaskPosition } from './task-cursor';
import { orderOf, taskSorts } from './task-sorts';

/** What every statement begins with: the owner's tasks that are not deleted. */
export function live(userId: string) {
  return and(eq(tasks.userId, userId), isNull(tasks.deletedAt));
}

/** Deleted tasks can be restored for this long. */
export const isRestorable = sql`${tasks.deletedAt} > now() - interval '30 days'`;

/** The tasks that a query asks for. */
export function matches(query: TaskQuery): SQL | undefined {
  return and(
    query.status === 'all' ? undefined : eq(tasks.completed, query.status === 'completed'),
    query.search === undefined ? undefined : contains(query.search),
    query.priority && eq(tasks.priority, query.priority),
    query.tag === undefined ? undefined : sql`${query.tag} = any(${tasks.tags})`,
    query.due_before === undefined ? undefined : lt(tasks.dueDate, query.due_before),
    query.due_after === undefined ? undefined : gt(tasks.dueDate, query.due_after),
  );
}

/** The tasks that come after a position in the order of a query. */
export function isBehind(query: TaskQuery, { key, id }: TaskPosition): SQL {
  const comparison = sql.raw(orderOf(query) === 'asc' ? '>' : '<');
  return sql`(${sortKey(query)}, ${tasks.id}) ${comparison} (${key}, ${id})`;
}

/** What a query sorts by, before the id. */
export function sortKey(query: TaskQuery): SQL {
  return taskSorts[query.sort].expression(orderOf(query));
}

/** A root collation, so that case is folded alike whatever the locale of the database. */
function contains(search: string): SQL {
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(${tasks.title} collate "und-x-icu" ilike ${pattern}
    or ${tasks.description} collate "und-x-icu" ilike ${pattern})`;
}
