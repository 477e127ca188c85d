import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { ListTasks, Task } from '@/contract/tasks';

// Written out, as the schemas would bring all of zod to the browser.
export const STATUSES = ['all', 'pending', 'completed'] as const satisfies ListTasks['status'][];
export const SORTS = [
  'due_date',
  'created',
  'updated',
  'title',
  'priority',
] as const satisfies ListTasks['sort'][];
/** From the least to the most urgent. */
export const PRIORITIES = ['none', 'low', 'medium', 'high'] as const satisfies Task['priority'][];

const PARSERS = {
  search: parseAsString.withDefault(''),
  status: parseAsStringLiteral(STATUSES).withDefault('all'),
  sort: parseAsStringLiteral(SORTS).withDefault('due_date'),
  priority: parseAsStringLiteral(PRIORITIES),
  tag: parseAsString,
};

/** Which tasks are shown and in which order, as the URL says; under the names that the API has for them. What is due first comes first. */
export function useFilters() {
  return useQueryStates(PARSERS, { history: 'replace', clearOnDefault: true });
}

export type Filters = ReturnType<typeof useFilters>[0];
