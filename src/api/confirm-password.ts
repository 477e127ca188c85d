import type { TRPCError } from '@trpc/server';
import { isPassword } from '@/auth/account';
import { type Credentials, findCredentials } from '@/db/account';
import { unauthorized } from './challenge';
import type { UserContext } from './context';
import { invalid } from './problem';
import { tooManyRequests } from './rate-limit';

/**
 * The credentials of the user, who has to give the password again.
 * @throws TRPCError UNPROCESSABLE_CONTENT if it is another one, TOO_MANY_REQUESTS after too many of those,
 * UNAUTHORIZED if the account is gone.
 */
export async function confirmPassword(ctx: UserContext, password: string): Promise<Credentials> {
  const { db, attempts } = ctx.services;
  // Counted apart, so that strangers lock nobody out who is signed in.
  const seconds = await attempts.begin({ userId: ctx.userId });
  if (seconds !== undefined) throw tooManyRequests(ctx, seconds, 'Too many wrong passwords');
  const credentials = await findCredentials(db, ctx.userId);
  if (!credentials) throw accountGone(ctx);
  if (!(await isPassword(credentials, password))) throw wrong();
  await attempts.succeed({ userId: ctx.userId });
  return credentials;
}

/** The error of a password that was right, until somebody else changed it or deleted the account. */
export async function overtaken(ctx: UserContext): Promise<TRPCError> {
  return (await findCredentials(ctx.services.db, ctx.userId)) ? wrong() : accountGone(ctx);
}

function wrong(): TRPCError {
  return invalid(['current_password'], 'is not the password of this account');
}

function accountGone(ctx: UserContext): TRPCError {
  return unauthorized(ctx, { reason: 'revoked' });
}
