const DAY_MS = 86_400_000;

const THIS_YEAR = { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' } as const;
const inThisYear = new Intl.DateTimeFormat('en', THIS_YEAR);
const inAnother = new Intl.DateTimeFormat('en', { ...THIS_YEAR, year: 'numeric' });

/** The day that it is where the person is, such as `2026-11-21`. */
export function today(now = new Date()): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** Days from one day to another; negative when that is past. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** A day in words: as near as `Yesterday`, `Today` and `Tomorrow`, else like `Thu, Dec 24`, with the year if it is another. */
export function describeDay(day: string, now: string): string {
  const distance = daysBetween(now, day);
  const near = ['Yesterday', 'Today', 'Tomorrow'][distance + 1];
  if (near) return near;
  const isThisYear = day.slice(0, 4) === now.slice(0, 4);
  return (isThisYear ? inThisYear : inAnother).format(new Date(day));
}
