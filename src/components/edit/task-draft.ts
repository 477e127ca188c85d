import type { Task } from '@/contract/tasks';
import type { Fields } from '@/outbox/command';
import { valuesIn } from '@/outbox/field-values';

/** The fields of a task that are edited by hand. */
export type Draft = Pick<Task, 'title' | 'description' | 'due_date' | 'priority' | 'tags'>;

const NAMES = ['title', 'description', 'due_date', 'priority', 'tags'] as const;
const WORDS = {
  title: 'title',
  description: 'notes',
  due_date: 'due date',
  priority: 'priority',
  tags: 'tags',
};

/** What was typed into the form of a task. */
export function readDraft(form: HTMLFormElement): Draft {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  return {
    title: text('title'),
    description: text('description') || null,
    due_date: text('due_date') || null,
    priority: text('priority') as Task['priority'],
    tags: readTags(text('tags')),
  };
}

/** What the fields of a form show of a task. */
export function textsOf({ title, description, due_date, priority, tags }: Draft) {
  return {
    title,
    description: description ?? '',
    due_date: due_date ?? '',
    priority,
    tags: tags.join(', '),
  };
}

/** What stands between commas, each once; a `#` before it is none of it. */
function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().replace(/^#\s*/, ''));
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** A draft whose new tags are written as those of other tasks, where only their case differs. */
export function withKnownTags(draft: Draft, { tags: own }: Draft, known: readonly string[]): Draft {
  const tags = draft.tags.map((tag) => {
    if (own.includes(tag) || known.includes(tag)) return tag;
    return known.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? tag;
  });
  return { ...draft, tags: [...new Set(tags)] };
}

/** The fields that differ from those of `task`. */
export function changesIn(draft: Draft, task: Task): Fields {
  // A tag with a comma in it is written like two.
  const written = { ...task, tags: readTags(task.tags.join()) };
  const changed = NAMES.filter((name) => !isSame(draft[name], written[name]));
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}

/** A task as the person who edits it knows it: what they typed over as it was then, all else as it is now. */
export function knownTask(now: Task, own: Fields, before: Task): Task {
  return { ...now, ...valuesIn(before, own) };
}

/** What of a draft is to be saved over a task as it is now: what was typed since `begun`, or asked for before and refused. */
export function changesOver(now: Task, draft: Draft, begun: Task, refused: Fields): Fields {
  const own = { ...refused, ...changesIn(draft, begun) };
  return changesIn(draft, { ...now, ...draft, ...valuesIn(now, own) });
}

/** What a task is now in the fields that somebody else has changed, in words such as `the title is now “Buy milk”`. */
export function describeConflict(fields: Fields, seen: Task, now: Task): string {
  const changed = NAMES.filter((name) => name in fields && !isSame(seen[name], now[name]));
  return changed
    .map((name) => `the ${WORDS[name]} ${name === 'tags' ? 'are' : 'is'} now ${quote(now[name])}`)
    .join(', ');
}

function quote(value: Draft[keyof Draft]): string {
  const text = Array.isArray(value) ? value.join(' ') : value;
  return text ? `“${text}”` : 'empty';
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
