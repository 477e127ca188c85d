import { APIError, createAuthMiddleware } from 'better-auth/api';
import { eq, type SQL } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { session } from '@/db/schema/auth';
import { bearerToken } from './bearer';
import type { Revocations } from './revocations';
import type { Tokens } from './tokens';

export interface SignOutOptions {
  db: Db;
  tokens: Tokens;
  revocations: Pick<Revocations, 'add'>;
}

/** Ends the caller's session before Better Auth's own sign-out, which answers 200 also when it could not. */
export function endSession({ db, tokens, revocations }: SignOutOptions) {
  return createAuthMiddleware(async (ctx) => {
    const bearer = bearerToken(ctx.headers);
    const { name } = ctx.context.authCookies.sessionToken;
    const cookie = await ctx.getSignedCookie(name, ctx.context.secret);
    const ended = bearer ? await ofToken(bearer) : cookie && eq(session.token, cookie);
    if (ended) await end(ended);
  });

  async function ofToken(token: string): Promise<SQL | undefined> {
    const verification = await tokens.verify(token);
    if (verification.ok) return eq(session.id, verification.claims.sid);
    if (verification.reason === 'revoked') return undefined;
    throw new APIError('UNAUTHORIZED', {
      code: 'INVALID_TOKEN',
      message: 'Invalid or expired token',
    });
  }

  async function end(which: SQL): Promise<void> {
    const rows = await db.delete(session).where(which).returning();
    for (const row of rows) revocations.add(row.id, row.expiresAt.getTime() / 1_000);
  }
}
