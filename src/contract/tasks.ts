import { z } from 'zod';
import {
  completed,
  Description,
  DueDate,
  object,
  owner,
  pageSize,
  Priority,
  Tag,
  Tags,
  target,
  Title,
} from './task-fields';
import { mustBe, text } from './text';

/** A moment in UTC, with microseconds. */
export const instant = z.iso
  .datetime({ precision: 6 })
  .meta({ format: 'date-time', maxLength: 27 });

/** What PostgreSQL counts with, as far as JSON's numbers are exact. */
export const bigint = z.int().positive().meta({ format: 'int64' });

export const exampleTask = {
  id: 17,
  user_id: 'w2PYO9wq2FGP2fR1hTgZ0cXq8sLmNbVd',
  title: 'Buy milk',
  description: null,
  completed: false,
  due_date: '2026-12-24',
  priority: 'high',
  tags: ['home'],
  created_at: '2026-11-21T09:30:00.123456Z',
  updated_at: '2026-11-21T09:30:00.123456Z',
  version: 42,
};

/** A task as every answer shows it. */
export const Task = z
  .object({
    id: bigint.describe('Unique in the whole service.'),
    user_id: z.string().min(1).max(255).describe('The user it belongs to.'),
    title: z.string().min(1).max(200).describe('What to do.'),
    description: z.string().max(1_000).nullable().describe('More about it.'),
    completed: z.boolean().describe('Whether it is done.'),
    due_date: z.iso.date().meta({ maxLength: 10 }).nullable().describe('The day it is due.'),
    priority: Priority,
    tags: z.array(z.string().min(1).max(32)).max(10).describe('Distinct words to find it by.'),
    created_at: instant.describe('When it was made, in UTC with microseconds.'),
    updated_at: instant.describe('When it was last changed; grows at every change.'),
    version: bigint.describe('Grows at every change.'),
  })
  .meta({
    id: 'Task',
    description: 'Something to do.',
    examples: [exampleTask],
  });
export type Task = z.infer<typeof Task>;

export const CreateTask = z.object(
  {
    ...owner,
    title: Title.describe('What to do; 1 to 200 characters after trimming.'),
    description: Description.nullable().optional().describe('More about it.'),
    completed: completed.optional(),
    due_date: DueDate.nullable().optional().describe('The day it is due.'),
    priority: Priority.optional(),
    tags: Tags.optional().describe('Up to 10 distinct words to find it by.'),
  },
  object,
);
export type CreateTask = z.infer<typeof CreateTask>;

/** What an update may change: absent is unchanged, `null` clears. */
export const TaskPatch = CreateTask.omit({ user_id: true }).partial();
export type TaskPatch = z.infer<typeof TaskPatch>;

export const UpdateTask = TaskPatch.extend(target).refine(...hasChange());

/** The rule that a patch has to change something. */
export function hasChange() {
  const fields = Object.keys(TaskPatch.shape) as (keyof TaskPatch)[];
  return [
    (input: TaskPatch) => fields.some((field) => input[field] !== undefined),
    {
      error: `must have at least one of ${fields.join(', ')}`,
      // Judged even where the id is bad: a bad field comes before a task that cannot be.
      when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
    },
  ] as const;
}

export const GetTask = z.object(target, object);
export const DeleteTask = z.object(target, object);
export const RestoreTask = z.object(target, object);

export const ToggleTask = z.object(
  {
    ...target,
    completed: completed
      .optional()
      .describe('Sets it, so that the request is safe to repeat; without it the task is flipped.'),
  },
  object,
);

export const TaskStatus = z.enum(
  ['all', 'pending', 'completed'],
  mustBe('one of all, pending, completed'),
);
export const TaskSort = z.enum(
  ['created', 'updated', 'title', 'due_date', 'priority'],
  mustBe('one of created, updated, title, due_date, priority'),
);
const TaskOrder = z.enum(['asc', 'desc'], mustBe('one of asc, desc'));

export const ListTasks = z.object(
  {
    ...owner,
    status: TaskStatus.default('all').describe('Which tasks.'),
    sort: TaskSort.default('created').describe(
      'By what they are sorted; tasks without due date come last.',
    ),
    order: TaskOrder.describe(
      'The direction; by default `asc` for title and due_date, else `desc`. Ties are broken by id.',
    ).optional(),
    search: text(200)
      .describe('Only tasks with this in title or description, whatever the case; no wildcards.')
      .optional(),
    priority: Priority.describe('Only tasks with this priority.').optional(),
    tag: Tag.describe('Only tasks with this tag.').optional(),
    due_before: DueDate.describe('Only tasks due before this day.').optional(),
    due_after: DueDate.describe('Only tasks due after this day.').optional(),
    limit: pageSize
      .describe('How many at most; the Link header leads to the next page. Without it: all.')
      .optional(),
    cursor: text(2_000).describe('Where the page begins, from a Link header.').optional(),
  },
  object,
);
export type ListTasks = z.infer<typeof ListTasks>;

/** What `ListTasks` asks of one user's tasks. */
export type TaskQuery = Omit<ListTasks, 'user_id'>;
