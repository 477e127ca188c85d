import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { CreateTask, Task } from '@/contract/tasks';
import type { Db } from '@/db/client';
import { user } from '@/db/schema/auth';
import { taskRevisions, tasks } from '@/db/schema/tasks';
import { createTask } from '@/db/tasks';

/** Adds a user without a log-in, who can own tasks; the id. */
export async function addOwner(db: Db): Promise<string> {
  const id = crypto.randomUUID();
  await db.insert(user).values({ id, name: 'Ada', email: `${id}@example.com` });
  return id;
}

/** Adds a task that has what is given, and the title `Milk` unless another is. */
export async function addTask(
  db: Db,
  userId: string,
  input: Partial<CreateTask> = {},
): Promise<Task> {
  const task = await createTask(db, userId, { title: 'Milk', ...input }, 1_000_000);
  if (!task) throw new Error('The limit is reached');
  return task;
}

/** All that the database holds of a user's tasks, tombstones as well. */
export async function readHoldings(db: Db, userId: string) {
  const rows = await db.select().from(tasks).where(eq(tasks.userId, userId)).orderBy(asc(tasks.id));
  const [counters] = await db.select().from(taskRevisions).where(eq(taskRevisions.userId, userId));
  return { rows, revision: counters?.revision ?? 0, taskCount: counters?.taskCount ?? 0 };
}

/** Makes it so that what the user has deleted was deleted days ago. */
export async function backdateDeletions(db: Db, userId: string, days: number): Promise<void> {
  await db
    .update(tasks)
    .set({ deletedAt: sql`now() - ${days} * interval '1 day'` })
    .where(and(eq(tasks.userId, userId), isNotNull(tasks.deletedAt)));
}
