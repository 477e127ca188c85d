import { z } from 'zod';

const text = (max) =>
  z
    .string()
    .regex(/^[^\0\p{Surrogate}]*$/u)
    .max(max);
const label = (max) => text(max).trim().min(1);
const priority = z.enum(['none', 'low', 'medium', 'high']);
const distinct = (tags) => new Set(tags).size === tags.length;

/** Of what users send and get, for all peers that take zod. */
export const Task = z.object({
  id: z.int(),
  user_id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  completed: z.boolean(),
  due_date: z.string().nullable(),
  priority,
  tags: z.array(z.string()),
  created_at: z.string(),
  updated_at: z.string(),
  version: z.int(),
});
export const CreateTask = z.object({
  title: label(200),
  description: text(1_000).nullable().optional(),
  completed: z.boolean().optional(),
  due_date: z.iso.date().nullable().optional(),
  priority: priority.optional(),
  tags: z.array(label(32)).max(10).refine(distinct).optional(),
});
export const UpdateTask = CreateTask.partial().refine((patch) => Object.keys(patch).length > 0);
export const ToggleTask = z.object({ completed: z.boolean().optional() });

export const Owner = z.object({ user_id: z.string() });
/** Numbers in a path and a query are written as text. */
export const Target = Owner.extend({ id: z.coerce.number().int().positive() });
export const ListTasks = z.object({ limit: z.coerce.number().int().min(1).max(500).optional() });
