import { getSessionCookie } from 'better-auth/cookies';
import { cookies, headers } from 'next/headers';
import { LEAVING_COOKIE } from '@/contract/leaving';

/** Whether the browser has a session cookie, good or not, and nobody has signed out: a hint which page to show, never a permission. */
export async function hasSessionCookie(): Promise<boolean> {
  if ((await cookies()).has(LEAVING_COOKIE)) return false;
  return getSessionCookie(await headers()) !== null;
}
