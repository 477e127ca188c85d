import { createAuthMiddleware } from 'better-auth/api';
import { setRequestCookie } from 'better-auth/cookies';
import { makeSignature } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { session } from '@/db/schema/auth';
import type { Tokens } from './tokens';

const BROWSER_HEADERS = ['cookie', 'origin', 'sec-fetch-site'];

/** The credentials of `Authorization: Bearer …` (RFC 6750); the scheme in any case. */
export function bearerToken(headers: Pick<Headers, 'get'> | undefined): string | undefined {
  return headers?.get('authorization')?.match(/^bearer +(\S.*)$/i)?.[1];
}

/** Gives Better Auth the session cookie that belongs to a good token, for clients that keep no cookies. */
export function useBearerSession({ db, tokens }: { db: Db; tokens: Tokens }) {
  return createAuthMiddleware(async (ctx) => {
    const verification = await tokens.verify(bearerToken(ctx.headers) ?? '');
    if (!verification.ok) return undefined;
    const { sid, userId } = verification.claims;
    const [row] = await db
      .select({ token: session.token })
      .from(session)
      .where(and(eq(session.id, sid), eq(session.userId, userId)));
    if (!row) return undefined;
    const headers = new Headers(ctx.headers);
    const signature = await makeSignature(row.token, ctx.context.secret);
    setRequestCookie(
      headers,
      ctx.context.authCookies.sessionToken.name,
      `${row.token}.${signature}`,
    );
    // Only the use of the cookie prolongs the log-in: a token that leaked must not keep itself alive.
    return { context: { headers, query: { ...ctx.query, disableRefresh: true } } };
  });
}

/** The request without what Better Auth would take for a sign of a browser. */
export function asSeenByBetterAuth(request: Request): Request {
  const headers = new Headers(request.headers);
  // A Bearer request acts for its token alone: without cookies its origin need not be checked.
  if (bearerToken(headers)) headers.delete('cookie');
  // Browsers send Sec-Fetch-Site or Origin; Sec-Fetch-Mode alone is what Node's fetch sends.
  if (BROWSER_HEADERS.every((name) => !headers.has(name))) headers.delete('sec-fetch-mode');
  return new Request(request, { headers });
}
