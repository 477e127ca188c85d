/** The cookie in which a browser keeps its time zone, so that the server knows which day it is there. */
export const TIME_ZONE_COOKIE = 'tandem-time-zone';

/** The day that it is in a time zone, such as `2026-11-21`; in UTC if there is no such zone. */
export function dayIn(timeZone: string | undefined, now = new Date()): string {
  try {
    // Swedes write days as ISO 8601 does.
    return now.toLocaleDateString('sv', { timeZone: timeZone ?? 'UTC' });
  } catch {
    return dayIn('UTC', now);
  }
}
