/** The seconds of `Retry-After` (RFC 9110 section 10.2.3), which may be a date; undefined where there is none. */
export function secondsToWait(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? undefined : Math.max(0, (moment - Date.now()) / 1_000);
}
