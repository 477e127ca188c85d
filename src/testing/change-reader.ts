import { expect } from 'vitest';
import { versionOf } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { decodePosition, encodePosition } from '@/db/change-cursor';
import type { Db } from '@/db/client';
import { listChanges } from '@/db/task-changes';
import { findRevision } from '@/db/task-revisions';

/** A client that keeps a user's tasks by following their changes. */
export interface ChangeReader {
  userId: string;
  /** How many changes a page has. */
  limit: number;
  /** None before the first page. */
  cursor?: string;
  /** What was deleted up to this version it must not be told. */
  began: number;
  /** Everything up to this version is known. */
  version: number;
  tasks: Map<number, Task>;
}

/** A reader that knows nothing and begins now. */
export async function startReader(db: Db, userId: string, limit: number): Promise<ChangeReader> {
  const began = await findRevision(db, userId);
  return { userId, limit, began, version: 0, tasks: new Map() };
}

/** The reader after one more page, and whether there is another; the one before stays as it was. */
export async function readPage(db: Db, reader: ChangeReader) {
  const { userId, limit, cursor } = reader;
  const from = cursor === undefined ? undefined : decodePosition(userId, cursor);
  const page = await listChanges(db, userId, from, limit);
  if (!page) throw new Error('The cursor was refused');
  expect(page.changes.length).toBeLessThanOrEqual(limit);

  const tasks = new Map(reader.tasks);
  let { version } = reader;
  for (const change of page.changes) {
    expect(versionOf(change)).toBeGreaterThan(version);
    version = versionOf(change);
    if (change.type === 'upsert') tasks.set(change.task.id, change.task);
    else expect(version).toBeGreaterThan(reader.began);
    if (change.type === 'delete') tasks.delete(change.id);
  }
  expect(page.position.version).toBeGreaterThanOrEqual(version);
  const next = { cursor: encodePosition(userId, page.position), version: page.position.version };
  return { ...page, reader: { ...reader, ...next, tasks } };
}

/** The reader after all pages there are. */
export async function readAll(db: Db, reader: ChangeReader): Promise<ChangeReader> {
  const page = await readPage(db, reader);
  return page.hasMore ? readAll(db, page.reader) : page.reader;
}
