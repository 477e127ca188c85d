import { TRPCError } from '@trpc/server';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import { waitOf } from '@/contract/wait';
import type { Context, UserContext } from './context';

/**
 * Counts a request of the user and sets the `RateLimit` field; past the limit, the seconds to wait.
 * @throws TRPCError SERVICE_UNAVAILABLE when the process that counts for all does not answer.
 */
export async function countRequest(ctx: Context, userId: string): Promise<number | undefined> {
  const { limiter } = ctx.services;
  if (!limiter) return undefined;
  const balance = await limiter.consume(userId).catch(balanceOf);
  const seconds = tell(ctx, balance);
  return balance.consumedPoints > limiter.points ? seconds : undefined;
}

/**
 * Counts the operations of a request, the first of which has been counted with it: who has a request
 * left may send them all, and owes what is more than was left until the window is over.
 * @throws TRPCError TOO_MANY_REQUESTS when others that came at the same time have used up the limit.
 */
export async function countOperations(ctx: UserContext, operations: number): Promise<void> {
  const { limiter } = ctx.services;
  if (!limiter || operations < 2) return;
  const balance = await limiter.penalty(ctx.userId, operations - 1).catch(balanceOf);
  const seconds = tell(ctx, balance);
  if (balance.consumedPoints - operations >= limiter.points) throw tooManyRequests(ctx, seconds);
}

/** The error that says when to come back, in its detail and in `Retry-After`. */
export function tooManyRequests(
  { headers }: Context,
  seconds: number,
  what = 'Too many requests',
): TRPCError {
  headers.set('retry-after', String(seconds));
  return new TRPCError({
    code: 'TOO_MANY_REQUESTS',
    message: `${what}: try again in ${waitOf(seconds)}`,
  });
}

function tell({ headers }: Context, { msBeforeNext, remainingPoints }: RateLimiterRes): number {
  const seconds = Math.ceil(msBeforeNext / 1_000);
  headers.set('ratelimit', `"user";r=${remainingPoints};t=${seconds}`);
  return seconds;
}

/** The limiter throws what is left where nothing is; its class may be that of another bundle. */
function balanceOf(thrown: unknown): RateLimiterRes {
  if (!(thrown instanceof Error)) return thrown as RateLimiterRes;
  // Uncounted, who floods the process that counts would have no limit.
  throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause: thrown });
}
