import { z } from 'zod';
import { object, owner, pageSize } from './task-fields';
import { exampleTask, instant, Task } from './tasks';
import { text } from './text';

/** A task that was deleted, as it was. */
export const DeletedTask = Task.extend({
  deleted_at: instant.describe('When it was deleted; for 30 days it can be brought back.'),
}).meta({ id: 'DeletedTask', description: 'A task that was deleted, as it was.' });
export type DeletedTask = z.infer<typeof DeletedTask>;

export const ListDeleted = z.object(
  {
    ...owner,
    limit: pageSize.default(100).describe('How many at most.'),
    cursor: text(200).describe('Where the page begins, from the page before.').optional(),
  },
  object,
);
export type ListDeleted = z.infer<typeof ListDeleted>;

/** A page of what can be brought back, the last deleted first. */
export const DeletedPage = z
  .object({
    tasks: z.array(DeletedTask).max(500).describe('The last deleted first.'),
    cursor: z
      .string()
      .max(200)
      .nullable()
      .describe(
        'What to send as `cursor` for the next page, as the Link header does; null on the last.',
      ),
  })
  .meta({
    id: 'DeletedPage',
    description: 'Deleted tasks that can be brought back.',
    examples: [
      { tasks: [{ ...exampleTask, deleted_at: '2026-11-22T18:00:00.654321Z' }], cursor: null },
    ],
  });
export type DeletedPage = z.infer<typeof DeletedPage>;
