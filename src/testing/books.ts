import { eq } from 'drizzle-orm';
import { taskRevisions, tasks } from '@/db/schema/tasks';
import type { TestApp } from './app';

/** Everything the database holds of a user's tasks, deleted ones and the revision included. */
export async function booksOf({ services: { db } }: TestApp, userId: string): Promise<object> {
  return {
    tasks: await db.select().from(tasks).where(eq(tasks.userId, userId)).orderBy(tasks.id),
    revisions: await db.select().from(taskRevisions).where(eq(taskRevisions.userId, userId)),
  };
}
