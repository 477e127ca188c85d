import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Claims } from '@/auth/claims';
import type { User } from '@/auth/client';
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
  if (!(await hasSessionCookie())) redirect('/sign-in');
  const sent = await headers();
  if (sent.get('sec-fetch-dest') === 'empty') return undefined;
  // Nothing else: a page is no place for a token.
  const found = await inTime(findSession(new Headers({ cookie: sent.get('cookie') ?? '' })));
  if (found === null) redirect('/sign-in');
  return found;
}

async function findSession(cookie: Headers): Promise<Visitor | null> {
  const { auth } = await getServices();
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
