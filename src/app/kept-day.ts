import { cookies } from 'next/headers';
import { dayIn, TIME_ZONE_COOKIE } from '@/contract/time-zone';

/** The day that it is where the browser is, as far as it has said where that is. */
export async function keptDay(): Promise<string> {
  return dayIn((await cookies()).get(TIME_ZONE_COOKIE)?.value);
}
