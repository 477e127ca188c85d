import { createAuthMiddleware } from 'better-auth/api';
import { setRequestCookie } from 'better-auth/cookies';
import { makeSignature } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { session } from '@/db/schema/auth';
import type { Tokens } from './tokens';

/** The credentials of `Authorization: Bearer …` (RFC 6750); the scheme in any case. */
export function bearerToken(headers: Headers | undefined): string | undefined {
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
    return { context: { headers } };
  });
}

/** A Bearer request acts for its token alone, so its cookies are dropped, and with them the check of its origin. */
export function withoutAmbientCookies(request: Request): Request {
  if (!bearerToken(request.headers) || !request.headers.has('cookie')) return request;
  const headers = new Headers(request.headers);
  headers.delete('cookie');
  return new Request(request, { headers });
}
