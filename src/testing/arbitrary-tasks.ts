import * as fc from 'fast-check';
import type { Db } from '@/db/client';
import { taskPriority, tasks } from '@/db/schema/tasks';

/** Few letters, so that values often meet: both cases, accents, wildcards, and one beyond 16 bits. */
export const word = fc.string({
  unit: fc.constantFrom(...'aAbzéÉß%_\\ -1😀'),
  minLength: 1,
  maxLength: 4,
});

export const dueDate = fc.constantFrom('0001-01-01', '2026-06-15', '2026-06-16', '9999-12-31');
export const priority = fc.constantFrom(...taskPriority.enumValues);
export const tag = fc.constantFrom('home', 'Home', "it's");

const instant = fc.constantFrom('2026-01-01T00:00:00.000001Z', '2026-01-01T00:00:00.1Z');

/** Tasks with many ties and gaps. */
export const taskRows = fc.array(
  fc.record({
    title: word,
    description: fc.option(word),
    completed: fc.boolean(),
    dueDate: fc.option(dueDate),
    priority,
    tags: fc.uniqueArray(tag),
    createdAt: instant,
    updatedAt: instant,
  }),
  { minLength: 8, maxLength: 24, size: 'max' },
);

type TaskRow = typeof taskRows extends fc.Arbitrary<(infer Row)[]> ? Row : never;

/** Adds the rows as they are, past the functions that would set their times. */
export async function addRows(db: Db, userId: string, rows: TaskRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.insert(tasks).values(rows.map((row, index) => ({ ...row, userId, version: index + 1 })));
}
