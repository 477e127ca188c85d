import { z } from 'zod';
import { object, owner } from './task-fields';
import { Task } from './tasks';
import { mustBe, text } from './text';

/** What happened to a task: it is now as shown, or it is gone. */
export const TaskChange = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('upsert').describe('Made, changed or restored.'), task: Task }),
    z.object({
      type: z.literal('delete').describe('Deleted.'),
      id: z.int().positive().describe('The task that is gone.'),
      version: z.int().positive().describe('The version of its deletion.'),
    }),
  ])
  .meta({ id: 'TaskChange', description: 'A task as it is now, or that it is gone.' });
export type TaskChange = z.infer<typeof TaskChange>;

const PAGE = 'an integer from 1 to 500';

const since = text(200).describe(
  'The cursor behind what is known already. Without it the changes begin with all tasks.',
);

export const ListChanges = z.object(
  {
    ...owner,
    since: since.optional(),
    limit: z
      .int(mustBe(PAGE))
      .min(1, `must be ${PAGE}`)
      .max(500, `must be ${PAGE}`)
      .default(500)
      .describe('How many at most.'),
  },
  object,
);

/** A page of changes, in the order of their versions; a task that changed twice is there once, as it is now. */
export const ChangePage = z
  .object({
    changes: z.array(TaskChange).max(500).describe('In the order in which they happened.'),
    cursor: z.string().max(200).describe('What to send as `since` next time.'),
    has_more: z.boolean().describe('Whether there are more changes at this moment.'),
  })
  .meta({
    id: 'ChangePage',
    description: 'What happened since a cursor.',
    examples: [
      {
        changes: [{ type: 'delete', id: 17, version: 43 }],
        cursor: 'WyJxVzNlIiw0MywwXQ',
        has_more: false,
      },
    ],
  });
export type ChangePage = z.infer<typeof ChangePage>;

export const FollowChanges = z.object(
  {
    ...owner,
    since: text(200)
      .describe('The cursor behind what is known already. Without it the events begin now.')
      .optional(),
    lastEventId: text(200)
      .describe('The same as the header Last-Event-ID, for clients that cannot send it.')
      .optional(),
  },
  object,
);
