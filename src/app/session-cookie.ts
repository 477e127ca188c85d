import { getSessionCookie } from 'better-auth/cookies';
import { headers } from 'next/headers';

/** Whether the browser has a session cookie, good or not: a hint which page to show, never a permission. */
export async function hasSessionCookie(): Promise<boolean> {
  return getSessionCookie(await headers()) !== null;
}
