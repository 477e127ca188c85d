import { and, eq, gt, isNull, lt, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { TaskQuery } from '@/contract/tasks';
import { tasks } from './schema/tasks';
import type { Placeholders } from './statement';
import { orderOf, taskSorts } from './task-sorts';

/** What a list is sorted by. */
type TaskOrder = Pick<TaskQuery, 'sort' | 'order'>;

/** What every statement begins with: the owner's tasks that are not deleted. */
export function live(userId: Placeholder) {
  return and(eq(tasks.userId, userId), isNull(tasks.deletedAt));
}

/** Deleted tasks can be restored for this long. */
export const isRestorable = sql`${tasks.deletedAt} > now() - interval '30 days'`;

/** What a query filters by, as values of a statement; what it does not is undefined. */
export function filtersOf({ status, search, ...query }: TaskQuery) {
  const { priority, tag, due_before: dueBefore, due_after: dueAfter } = query;
  return {
    completed: status === 'all' ? undefined : status === 'completed',
    pattern: search === undefined ? undefined : patternOf(search),
    priority,
    tag,
    dueBefore,
    dueAfter,
  };
}

/** The tasks that those values ask for. */
export function matches(values: Placeholders<ReturnType<typeof filtersOf>>): SQL | undefined {
  const { completed, pattern, priority, tag, dueBefore, dueAfter } = values;
  return and(
    completed && eq(tasks.completed, completed),
    pattern && contains(pattern),
    priority && eq(tasks.priority, priority),
    tag && sql`${tag} = any(${tasks.tags})`,
    dueBefore && lt(tasks.dueDate, dueBefore),
    dueAfter && gt(tasks.dueDate, dueAfter),
  );
}

/** The tasks that come after a position in the order of a query. */
export function isBehind(query: TaskOrder, key: Placeholder, id: Placeholder): SQL {
  const comparison = sql.raw(orderOf(query) === 'asc' ? '>' : '<');
  return sql`(${sortKey(query)}, ${tasks.id}) ${comparison} (${key}, ${id})`;
}

/** What a query sorts by, before the id. */
export function sortKey(query: TaskOrder): SQL {
  return taskSorts[query.sort].expression(orderOf(query));
}

/** A root collation, so that case is folded alike whatever the locale of the database. */
function contains(pattern: Placeholder): SQL {
  return sql`(${tasks.title} collate "und-x-icu" ilike ${pattern}
    or ${tasks.description} collate "und-x-icu" ilike ${pattern})`;
}

function patternOf(search: string): string {
  return `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
