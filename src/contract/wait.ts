/** How long to wait, for people: `45 seconds`, `15 minutes`. */
export function waitOf(seconds: number): string {
  if (seconds === 1) return '1 second';
  return seconds <= 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
