import { z } from 'zod';
import { MOST_TAGS } from './most-tags';
import { label, mustBe, text } from './text';

/** Better Auth's id of a user: any non-empty string, no format demanded. */
const UserId = text(255)
  .refine((id) => id !== '', 'must not be empty')
  .meta({
    minLength: 1,
    maxLength: 255,
    description: 'The id of the signed-in user, `sub` of the token.',
  });

/** The id of a task, unique in the whole database. */
export const TaskId = z
  .int(mustBe('a positive integer'))
  .positive('must be a positive integer')
  .meta({ format: 'int64', description: 'The id of the task.' });

/** From the least to the most urgent. */
export const Priority = z
  .enum(['none', 'low', 'medium', 'high'], mustBe('one of none, low, medium, high'))
  .meta({ description: 'How urgent it is.' });

/** A day of the calendar, without time and zone. */
export const DueDate = z.iso
  .date(mustBe('a date such as 2026-12-24'))
  .refine((date) => !date.startsWith('0000'), 'must be a date such as 2026-12-24')
  .meta({ maxLength: 10 });

export const Title = label(200);
export const Description = text(1_000);
export const Tag = label(32);
export const Tags = z
  .array(Tag, mustBe('a list of strings'))
  .refine((tags) => tags.length <= MOST_TAGS, {
    error: `must be at most ${MOST_TAGS}`,
    when: isList,
  })
  .refine((tags) => new Set(tags).size === tags.length, { error: 'must be distinct', when: isList })
  .meta({ maxItems: MOST_TAGS, uniqueItems: true });

/** The list is judged beside its members, so that everything wrong is said at once. */
export function isList({ value }: { value: unknown }): boolean {
  return Array.isArray(value);
}

const PAGE_SIZE = 'must be an integer from 1 to 500';

/** How many of a list an answer may have. */
export const pageSize = z
  .int({ error: PAGE_SIZE })
  .min(1, PAGE_SIZE)
  .max(500, PAGE_SIZE)
  .meta({ format: 'int32' });

/** Whose tasks. */
export const owner = { user_id: UserId };

/** Which task. */
export const target = { ...owner, id: TaskId };

export const object = mustBe('an object');
export const completed = z.boolean(mustBe('a boolean')).describe('Whether it is done.');
