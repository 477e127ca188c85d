import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, timestamp, varchar } from 'drizzle-orm/pg-core';
import { user } from './auth';

/** The answers to writes that had an `Idempotency-Key`, kept for those who ask again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: varchar('user_id', { length: 255 })
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    key: varchar('key', { length: 255 }).notNull(),
    /** A digest of what was asked. */
    fingerprint: text('fingerprint').notNull(),
    /** JSON, as it was sent. */
    answer: text('answer').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 6, mode: 'string' })
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index('idempotency_keys_created_idx').on(table.createdAt),
  ],
);
