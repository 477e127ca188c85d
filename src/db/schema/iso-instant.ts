/** `2026-11-21T09:30:00.123456Z` of what PostgreSQL prints in UTC, `2026-11-21 09:30:00.12+00`: it leaves out zeros at the end. */
export function toIsoInstant(printed: string): string {
  const seconds = printed.slice(0, -'+00'.length);
  const whole = seconds.length === LONGEST ? seconds : padded(seconds);
  return `${whole.replace(' ', 'T')}Z`;
}

const LONGEST = '2026-11-21 09:30:00.123456'.length;

function padded(printed: string): string {
  const [seconds = '', fraction = ''] = printed.split('.');
  return `${seconds}.${fraction.padEnd(6, '0')}`;
}
