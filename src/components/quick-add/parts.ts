import { describeDay } from '@/components/rows/due';
import type { TypedTask } from './read-task';

/** Something that was taken out of a title, as it is shown. */
export interface Part {
  label: string;
  icon?: 'calendar' | 'flag';
  /** The words that were taken for it. */
  words: string[];
}

/** What was taken out of the title of a typed task. */
export function partsOf({ due, priority, tags }: TypedTask, now: string): Part[] {
  const parts: Part[] = [];
  if (due) parts.push({ label: describeDay(due.value, now), icon: 'calendar', words: [due.words] });
  if (priority)
    parts.push({ label: `${priority.value} priority`, icon: 'flag', words: [priority.words] });
  for (const { value, words } of tags) {
    const label = `#${value}`;
    const same = parts.find((part) => part.label === label);
    if (same) same.words.push(words);
    else parts.push({ label, words: [words] });
  }
  return parts;
}
