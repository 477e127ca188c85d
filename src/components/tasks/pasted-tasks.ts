import type { NewTask } from '@/outbox/command';

/** What begins the lines of a list: `-`, `*`, `•` or a number, and the box of what is to do. */
const MARK = /^(?:[-*+•]|\d+[.)])\s+(?:\[[ x]?\]\s+)?/i;

/** Characters of a title. */
const LONGEST = 200;

/** A task for each line that is pasted; the marks of a list are no part of it. One line is text as any other. */
export function tasksIn(text: string): NewTask[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length < 2) return [];
  const isList = lines.filter((line) => MARK.test(line)).length > lines.length / 2;
  return lines.map((line) => taskOf(isList ? line.replace(MARK, '') : line));
}

/** What is too long for a title is in the notes as well, whole. */
function taskOf(line: string): NewTask {
  if (line.length <= LONGEST) return { title: line };
  const begin = line.slice(0, LONGEST - 2).replace(/\s+\S*$|[\uD800-\uDBFF]$/, '');
  return { title: `${begin} …`, description: line };
}
