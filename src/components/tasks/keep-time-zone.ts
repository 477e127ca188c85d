import { TIME_ZONE_COOKIE } from '@/contract/time-zone';

const YEAR_S = 365 * 86_400;

/** Lets the server know for a year which day it is where the person is. */
export function keepTimeZone(): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const value = encodeURIComponent(timeZone);
  document.cookie = `${TIME_ZONE_COOKIE}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
