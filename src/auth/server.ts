import { betterAuth } from 'better-auth';
import { isUnavailable } from '@/db/failures';
import { asSeenByBetterAuth, bearerToken } from './bearer';
import { answerIfPossible, report } from './failures';
import { betterAuthOptions, type AuthOptions } from './options';
import { refusal } from './refusal';

export type Auth = ReturnType<typeof createAuth>;

/** Better Auth under `/api/auth`, with our API tokens: `handler` answers requests (it never throws), `api` is for calls from server code. */
export function createAuth(options: AuthOptions) {
  const auth = betterAuth(betterAuthOptions(options));
  return { handler, api: auth.api };

  async function handler(request: Request): Promise<Response> {
    if (isUnanswerable(request)) return refusal('BAD_REQUEST');
    try {
      const answer = await answerIfPossible(asSeenByBetterAuth(request), auth.handler);
      return answer ? finish(request, answer) : refusal('SERVICE_UNAVAILABLE');
    } catch (error) {
      report(options, error);
      return refusal(isUnavailable(error) ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR');
    }
  }
}

const MAX_URL_LENGTH = 2_000;

/** Better Auth puts paths and parameters into queries: PostgreSQL refuses NUL, and its indexes long values. */
function isUnanswerable({ url }: Request): boolean {
  return url.length > MAX_URL_LENGTH || /%00/.test(url);
}

/** Sees to what Better Auth does not: no cause in a 5xx, no cookie for a token, `Retry-After`, and who may store the answer. */
function finish(request: Request, response: Response): Response {
  if (response.status === 503) return refusal('SERVICE_UNAVAILABLE');
  if (response.status >= 500) return refusal('INTERNAL_SERVER_ERROR');
  const { headers } = response;
  // A cookie outlives a token, so a token that leaked must not be worth one.
  if (bearerToken(request.headers)) headers.delete('set-cookie');
  const retryAfter = headers.get('x-retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  headers.delete('x-retry-after');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return response;
}
