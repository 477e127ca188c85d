import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from './context';

/** Counts a request of the user and sets the `RateLimit` field; past the limit, the seconds to wait. */
export async function countRequest(
  { services, headers }: Context,
  userId: string,
): Promise<number | undefined> {
  if (!services.limiter) return undefined;
  const { limiter } = services;
  const result = await limiter.consume(userId).catch(balanceOf);
  const seconds = Math.ceil(result.msBeforeNext / 1_000);
  headers.set('ratelimit', `"user";r=${result.remainingPoints};t=${seconds}`);
  return result.consumedPoints > limiter.points ? seconds : undefined;
}

/** The limiter throws what is left where nothing is; its class may be that of another bundle. */
function balanceOf(thrown: unknown): RateLimiterRes {
  if (thrown instanceof Error) throw thrown;
  return thrown as RateLimiterRes;
}
