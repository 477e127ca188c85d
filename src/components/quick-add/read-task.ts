import { MOST_TAGS } from '@/contract/most-tags';
import type { Task } from '@/contract/tasks';
import type { NewTask } from '@/outbox/command';
import { findDays } from './find-days';
import { findPriorities, findTags } from './find-marks';
import type { Found } from './found';

/** A task as it was typed, and the words that were taken out of its title. */
export interface TypedTask {
  fields: NewTask;
  due?: Found | undefined;
  priority?: Found<Task['priority']> | undefined;
  tags: Found[];
}

interface Known {
  /** The day that it is, such as `2026-11-21`. */
  now: string;
  /** The tags that are in use. */
  tags: readonly string[];
  /** Words that stay in the title whatever they say. */
  kept?: readonly string[];
}

/** Reads `Call Sam tomorrow !2 #home`. What is said twice is meant as it was said last. */
export function readTask(text: string, { now, tags: inUse, kept = [] }: Known): TypedTask {
  const isTaken = ({ words }: Found<unknown>) => !kept.includes(words);
  const due = findDays(text, now).findLast(isTaken);
  const priority = findPriorities(text).findLast(isTaken);
  const tags = firstTags(findTags(text, inUse).filter(isTaken));
  const title = without(
    text,
    [due, priority, ...tags].filter((one) => one !== undefined),
  );
  // Nothing but punctuation is no title.
  if (!/[^\s\p{P}]/u.test(title)) return { fields: { title: text.trim() }, tags: [] };
  const fields: NewTask = { title };
  if (due) fields.due_date = due.value;
  if (priority) fields.priority = priority.value;
  if (tags.length > 0) fields.tags = valuesOf(tags);
  return { fields, due, priority, tags };
}

function firstTags(tags: Found[]): Found[] {
  const first = valuesOf(tags).slice(0, MOST_TAGS);
  return tags.filter(({ value }) => first.includes(value));
}

function valuesOf(tags: Found[]): string[] {
  return [...new Set(tags.map(({ value }) => value))];
}

function without(text: string, taken: Found<unknown>[]): string {
  let title = '';
  let at = 0;
  for (const { from, to } of taken.toSorted((one, other) => one.from - other.from)) {
    title += text.slice(at, from);
    at = to;
  }
  title += text.slice(at);
  return (text.startsWith(title) ? title : title.replace(/^[,:]/, '')).trim();
}
