import type { Task } from '@/contract/tasks';
import { END, type Found, toFound } from './found';

const TAG = new RegExp(String.raw`(?:^|,?\s)#(\p{L}[^\s#,;'’"“”]{0,31}?)${END}`, 'gu');
const PRIORITY = new RegExp(String.raw`(?:^|,?\s)!([123]|high|medium|low)${END}`, 'gi');

const PRIORITIES: Record<string, Task['priority']> = { 1: 'high', 2: 'medium', 3: 'low' };

/** The tags in a text; one that is in use is taken as it is written there. */
export function findTags(text: string, inUse: readonly string[]): Found[] {
  const known = new Map(inUse.map((tag) => [tag.toLowerCase(), tag]));
  return findMarks(TAG, text, (typed) => {
    const value = inUse.includes(typed) ? typed : (known.get(typed.toLowerCase()) ?? typed);
    known.set(value.toLowerCase(), value);
    return value;
  });
}

/** The priorities in a text: `!1` is the highest, as in Todoist, `!3` or `!low` the lowest. */
export function findPriorities(text: string): Found<Task['priority']>[] {
  return findMarks(
    PRIORITY,
    text,
    (typed) => PRIORITIES[typed] ?? (typed.toLowerCase() as Task['priority']),
  );
}

function findMarks<Value>(
  mark: RegExp,
  text: string,
  read: (typed: string) => Value,
): Found<Value>[] {
  return [...text.matchAll(mark)].map((match) => toFound(match, read(match[1] ?? '')));
}
