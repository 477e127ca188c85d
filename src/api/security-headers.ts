import type { Env } from '@/env';

/** Two years in seconds, what lists of preloaded hosts ask for. */
const HSTS_MAX_AGE = 63_072_000;

/** Nothing that an answer of the API holds may be run, framed or loaded from (CSP level 3). */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What every answer, of the pages, assets and the API, tells browsers; HSTS (RFC 6797) where the public URL is https. */
export function securityHeaders({
  BETTER_AUTH_URL,
}: Pick<Env, 'BETTER_AUTH_URL'>): Record<string, string> {
  return {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    ...(BETTER_AUTH_URL.startsWith('https:') && {
      'strict-transport-security': `max-age=${HSTS_MAX_AGE}; includeSubDomains`,
    }),
  };
}
