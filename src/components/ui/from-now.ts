const words = new Intl.RelativeTimeFormat('en');

/** Names, their seconds, and those of the unit below: what is rounded up to a whole one is one. */
const UNITS = [
  ['day', 86_400, 3_600],
  ['hour', 3_600, 60],
  ['minute', 60, 1],
] as const;

/** A span of milliseconds in words: `in 6 days`, or `2 hours ago` when it is negative; rounded. */
export function fromNow(span: number): string {
  const seconds = span / 1_000;
  const unit = UNITS.find(([, size, below]) => Math.abs(seconds) >= size - below / 2);
  const [name, size] = unit ?? ['second', 1];
  return words.format(Math.round(seconds / size), name);
}
