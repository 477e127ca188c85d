const words = new Intl.RelativeTimeFormat('en');

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of milliseconds in words: `in 6 days`, or `2 hours ago` when it is negative; rounded. */
export function fromNow(span: number): string {
  const seconds = span / 1_000;
  const [unit, size] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
  return words.format(Math.round(seconds / size), unit);
}
