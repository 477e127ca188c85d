import { APIError, createAuthMiddleware } from 'better-auth/api';

const NAMES = ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL', 'redirectTo'];

/**
 * Refuses return addresses such as `/..//evil.example`, a path of ours by its letters, which Better Auth
 * would resolve to `//evil.example` (RFC 3986 section 4.2) before it redirects there.
 */
export const refuseHiddenHosts = createAuthMiddleware(async ({ query, body }) => {
  const addresses = NAMES.flatMap((name) => [query?.[name], body?.[name]]);
  if (!addresses.some(hidesHost)) return;
  throw new APIError('FORBIDDEN', { code: 'INVALID_CALLBACK_URL', message: 'Invalid callbackURL' });
});

function hidesHost(address: unknown): boolean {
  if (typeof address !== 'string' || !URL.canParse(address, 'http://localhost')) return false;
  return new URL(address, 'http://localhost').pathname.startsWith('//');
}
