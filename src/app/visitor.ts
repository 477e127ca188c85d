import { headers } from 'next/headers';
import type { Route } from 'next';
import { redirect } from 'next/navigation';
import type { Claims } from '@/auth/claims';
import type { User } from '@/auth/client';
import { leadingTo, WANTED_HEADER } from '@/contract/destination';
import { getServices } from '@/services';
import { inTime } from './in-time';
import { hasSessionCookie } from './session-cookie';

/** Whose session the cookie of a page's request is. */
export interface Visitor {
  user: User;
  claims: Claims;
}

/**
 * Who opens a page that is theirs alone; whoever has no session is sent to sign in. Undefined where the browser finds
 * out by itself: the database does not answer now, or a link was followed, and the page before knows.
 */
export async function findVisitor(): Promise<Visitor | undefined> {
  const sent = await headers();
  const signIn = leadingTo(sent.get(WANTED_HEADER)) as Route;
  if (!(await hasSessionCookie())) redirect(signIn);
  if (sent.get('sec-fetch-dest') === 'empty') return undefined;
  const found = await inTime(findSession(sent));
  if (found === null) redirect(signIn);
  return found;
}

/** Sends whoever is signed in already on from a page for those who are not. */
export async function passOn(destination: Route): Promise<void> {
  if ((await hasSessionCookie()) && (await inTime(findSession(await headers())))) {
    redirect(destination);
  }
}

async function findSession(sent: Awaited<ReturnType<typeof headers>>): Promise<Visitor | null> {
  const { auth } = await getServices();
  // Nothing else: a page is no place for a token.
  const cookie = new Headers({ cookie: sent.get('cookie') ?? '' });
  // A page sets no cookie: what prolongs the session here would not prolong that.
  const query = { disableRefresh: true };
  const found = await auth.api.getSession({ headers: cookie, query });
  if (!found) return null;
  const { user, session } = found;
  const expiresAt = session.expiresAt.getTime() / 1_000;
  return {
    user: { id: user.id, email: user.email },
    claims: { userId: user.id, sid: session.id, expiresAt },
  };
}
