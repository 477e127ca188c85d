import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  makePgArray,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  varchar,
} from 'drizzle-orm/pg-core';
import { user } from './auth';
import { toIsoInstant } from './iso-instant';
import { fromTextArray } from './text-array';

/** `timestamptz` with its microseconds, read as `2026-11-21T09:30:00.123456Z`; connections run in UTC. */
const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (6) with time zone',
  fromDriver: toIsoInstant,
});

/** `text[]`; drizzle's own reading of an array loses backslashes. */
const textArray = customType<{ data: string[]; driverData: string }>({
  dataType: () => 'text[]',
  fromDriver: fromTextArray,
  toDriver: makePgArray,
});

/** In the order that sorting by priority means. */
export const taskPriority = pgEnum('task_priority', ['none', 'low', 'medium', 'high']);

/** Deleted tasks stay as tombstones (`deleted_at`) so that they can be restored and synchronised. */
export const tasks = pgTable(
  'tasks',
  {
    userId: varchar('user_id', { length: 255 })
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    title: text('title').notNull(),
    description: text('description'),
    completed: boolean('completed').notNull().default(false),
    dueDate: date('due_date', { mode: 'string' }),
    priority: taskPriority('priority').notNull().default('none'),
    tags: textArray('tags')
      .notNull()
      .default(sql`'{}'`),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
    version: bigint('version', { mode: 'number' }).notNull(),
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    index('tasks_created_idx')
      .on(table.userId, table.createdAt, table.id)
      .where(sql`${table.deletedAt} is null`),
    index('tasks_version_idx').on(table.userId, table.version),
    index('tasks_deleted_idx')
      .on(table.deletedAt)
      .where(sql`${table.deletedAt} is not null`),
    index('tasks_restorable_idx')
      // An expression: for the bare column PostgreSQL may take the index of all users, and filter.
      .on(table.userId, sql`(${table.deletedAt} at time zone 'UTC')`, table.id)
      .where(sql`${table.deletedAt} is not null`),
  ],
);

/** One counter per user: every write of their tasks takes the next `revision` in its own transaction. */
export const taskRevisions = pgTable('task_revisions', {
  userId: varchar('user_id', { length: 255 })
    .primaryKey()
    .references(() => user.id, { onDelete: 'cascade' }),
  revision: bigint('revision', { mode: 'number' }).notNull().default(0),
  taskCount: integer('task_count').notNull().default(0),
  /** The newest revision that was a deletion and is forgotten; who has not seen it cannot catch up. */
  purgedRevision: bigint('purged_revision', { mode: 'number' }).notNull().default(0),
});
