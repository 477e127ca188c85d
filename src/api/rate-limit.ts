import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from './context';

/** Counts a request of the user and sets the `RateLimit` fields; false, with `Retry-After`, past the limit. */
export async function countRequest(
  { services, headers }: Context,
  userId: string,
): Promise<boolean> {
  if (!services.limiter) return true;
  const { limiter } = services;
  const result = await limiter.consume(userId).catch((refused: unknown) => refused);
  if (!(result instanceof RateLimiterRes)) throw result;
  const seconds = Math.ceil(result.msBeforeNext / 1_000);
  headers.set('ratelimit', `"user";r=${result.remainingPoints};t=${seconds}`);
  const withinLimit = result.consumedPoints <= limiter.points;
  if (!withinLimit) headers.set('retry-after', String(seconds));
  return withinLimit;
}
