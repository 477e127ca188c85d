import { newestFirst } from '@/components/feed/merge-changes';
import type { Task } from '@/contract/tasks';
import { type Filters, PRIORITIES } from './use-filters';
import { wordsOf } from './words-of';

type Order = (a: Task, b: Task) => number;

const COLLATOR = new Intl.Collator('en');
const LAST_DAY = '9999-12-31';

const texts = new WeakMap<Task, string>();

/** Ties are broken by age, as the API breaks them. */
const ORDERS: Record<Filters['sort'], Order> = {
  created: newestFirst,
  updated: (a, b) => compare(b.updated_at, a.updated_at),
  title: (a, b) => COLLATOR.compare(a.title, b.title),
  due_date: (a, b) => compare(dueOf(a), dueOf(b)),
  priority: (a, b) => urgencyOf(b) - urgencyOf(a),
};

/** Whether a task is among those that are asked for: every word of a search is in its title, its notes or a tag. */
export function filterBy({ search, status, priority, tag }: Filters): (task: Task) => boolean {
  const words = wordsOf(search);
  return (task) =>
    (status === 'all' || task.completed === (status === 'completed')) &&
    (priority === null || task.priority === priority) &&
    (tag === null || task.tags.includes(tag)) &&
    words.every((word) => textOf(task).includes(word));
}

/** The order that is asked for. */
export function orderBy(sort: Filters['sort']): Order {
  return (a, b) => ORDERS[sort](a, b) || newestFirst(a, b);
}

/** The tags that are in use, and the one that is asked for. */
export function tagsOf(tasks: Task[], asked: string | null): string[] {
  const tags = new Set(asked === null ? [] : [asked]);
  for (const task of tasks) for (const tag of task.tags) tags.add(tag);
  return [...tags].toSorted();
}

/** Tasks are never changed, only replaced: what is searched is made once for each. */
function textOf(task: Task): string {
  const known = texts.get(task);
  if (known !== undefined) return known;
  const tags = task.tags.map((tag) => `#${tag}`);
  const text = [task.title, task.description, ...tags].join('\n').toLowerCase();
  texts.set(task, text);
  return text;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What is done is due no more. */
function dueOf({ completed, due_date: due }: Task): string {
  return completed ? LAST_DAY : (due ?? LAST_DAY);
}

function urgencyOf({ priority }: Task): number {
  return PRIORITIES.indexOf(priority);
}
