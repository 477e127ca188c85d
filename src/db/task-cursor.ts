import { z } from 'zod';
import type { Task, TaskQuery } from '@/contract/tasks';
import { digest, fromOpaque, toOpaque } from './opaque';
import { orderOf, taskSorts } from './task-sorts';

/** The place behind one task in a sorted list: the value it is sorted by, and its id. */
export interface TaskPosition {
  key: string;
  id: number;
}

/** The opaque cursor (base64url) that continues `query` behind `last`. */
export function encodeCursor(query: TaskQuery, last: Task): string {
  const key = taskSorts[query.sort].key(last, orderOf(query));
  return toOpaque([fingerprint(query), key, last.id]);
}

/** The position in a cursor, or undefined if it is none or was made for another query. */
export function decodeCursor(query: TaskQuery, cursor: string): TaskPosition | undefined {
  const Cursor = z.tuple([
    z.literal(fingerprint(query)),
    taskSorts[query.sort].keySchema,
    z.int().positive(),
  ]);
  const [, key, id] = Cursor.safeParse(fromOpaque(cursor)).data ?? [];
  return key === undefined || id === undefined ? undefined : { key, id };
}

/** What a cursor is bound to: all of the query but the size of its pages. */
function fingerprint(query: TaskQuery): string {
  return digest([
    query.status,
    query.sort,
    orderOf(query),
    query.search,
    query.priority,
    query.tag,
    query.due_before,
    query.due_after,
  ]);
}
