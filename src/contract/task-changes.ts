import { z } from 'zod';
import { object, owner, pageSize } from './task-fields';
import { bigint, Task } from './tasks';
import { text } from './text';

/** What happened to a task: it is now as shown, or it is gone. */
export const TaskChange = z
  .discriminatedUnion('type', [
    z
      .object({ type: z.literal('upsert').describe('Made, changed or restored.'), task: Task })
      .meta({ id: 'TaskUpserted', description: 'A task as it is now.' }),
    z
      .object({
        type: z.literal('delete').describe('Deleted.'),
        id: bigint.describe('The task that is gone.'),
        version: bigint.describe('The version of its deletion.'),
      })
      .meta({ id: 'TaskDeleted', description: 'That a task is gone.' }),
  ])
  .meta({ id: 'TaskChange', description: 'A task as it is now, or that it is gone.' });
export type TaskChange = z.infer<typeof TaskChange>;

/** The version that a change took. */
export function versionOf(change: TaskChange): number {
  return change.type === 'upsert' ? change.task.version : change.version;
}

const cursor = text(200);

export const ListChanges = z.object(
  {
    ...owner,
    since: cursor
      .describe(
        'The cursor behind what is known already. Without it the changes begin with all tasks.',
      )
      .optional(),
    limit: pageSize.default(500).describe('How many at most.'),
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
    since: cursor
      .describe('The cursor behind what is known already. Without it the events begin now.')
      .optional(),
    lastEventId: cursor
      .describe('The same as the header Last-Event-ID, for clients that cannot send it.')
      .optional(),
  },
  object,
);
