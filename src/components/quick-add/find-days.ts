import { casual } from 'chrono-node/en';
import { today } from '@/components/rows/due';
import { END, type Found, toFound } from './found';

const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';
// “Wed”, “sat” and “sun” are words of their own.
const WEEKDAY =
  '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|thurs?|thu|fri)';
const DATE = String.raw`(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;

/** What can hardly mean anything else. */
const FIRM = [
  'today|tomorrow',
  String.raw`in\s+(?:(?:[1-9]\d?|two|three)\s+(?:days|weeks)|a\s+week)`,
  String.raw`(?:this|next)\s+${WEEKDAY}`,
  String.raw`\d{4}-(?:0\d|1[0-2])-\d{2}`,
].join('|');
/** What may as well be part of a name or an amount. */
const LOOSE = [
  String.raw`(?:(?:${WEEKDAY}|wed|sat|sun),?\s+)?(?:${MONTH}\s+${DATE}|${DATE}\s+(?:of\s+)?${MONTH})(?:,?\s+\d{4})?`,
  WEEKDAY,
].join('|');
/** Of these “on” or “by” is a part. */
const VERB = String.raw`(?<!\b(?:log|move|carry|hold|go|stand|stop|drop|pass|come|get)\s)`;
const NAMED = new RegExp(
  String.raw`(?:^|,?\s)(?<lead>(?:due(?:\s+on|\s+by)?|${VERB}(?:on(?!\s+(?:today|tomorrow|in)\b)|by))\s+)?(?:(?<firm>${FIRM})|(?<loose>${LOOSE}))${END}`,
  'gi',
);

/** Behind these it belongs to other words: a span, a name, what is done again and again. */
const BOUND_BEFORE =
  /(?:[-–&/]|\b(?:and|or|to|from|of|for|than|the|a|every|each|all|last|past|since|until|till|before|after|between|black|cyber|good|easter|palm|ash))\s*$/i;
const BOUND_AFTER = /^\s*(?:[-–&/]|(?:and|or|to|until|till|through|is|was)\b)/i;
/** Before these, what is loose stands by itself. */
const FREE_AFTER =
  /^(?:\s*$|[.,;:!?)]|\s+(?:[#!(]|\d{1,2}(?::\d\d|\s?[ap]m\b)|(?:at|about|with|in|if|when|because|morning|afternoon|evening)\b))/i;

/** The days that a text names, by words that hardly mean anything else; none before `now`. */
export function findDays(text: string, now: string): Found[] {
  return [...text.matchAll(NAMED)].flatMap((match) => {
    const { lead, firm, loose = '' } = match.groups ?? {};
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    if (BOUND_BEFORE.test(before) || BOUND_AFTER.test(after)) return [];
    if (!lead && !firm && !FREE_AFTER.test(after)) return [];
    const day = dayOf(firm ?? loose, now);
    return day >= now ? [toFound(match, day)] : [];
  });
}

/** The day that words name; nothing when there is none. */
function dayOf(words: string, now: string): string {
  const [found] = casual.parse(words, new Date(`${now}T12:00`), { forwardDate: true });
  // A part of what is no day may be one.
  if (found?.text.length !== words.length) return '';
  const day = found.start.date();
  const isWeekday = found.start.isCertain('weekday') && !/\d|^this/i.test(words);
  // That of today is called so.
  if (isWeekday && today(day) === now) day.setDate(day.getDate() + 7);
  return today(day);
}
