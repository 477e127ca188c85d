import { TRPCError } from '@trpc/server';
import type { Verification } from '@/auth/tokens';
import type { Context } from './context';

const REFUSALS = {
  expired: 'the token expired',
  revoked: 'the session was ended',
  invalid: 'the token is not valid',
};

type Refused = Exclude<Verification, { ok: true }>;

/** The error of a request without a token, or with one that was refused, and its challenge. */
export function unauthorized(ctx: Context, refused?: Pick<Refused, 'reason'>): TRPCError {
  ctx.headers.set('www-authenticate', challenge(refused));
  return new TRPCError({
    code: 'UNAUTHORIZED',
    message: refused
      ? 'Invalid or expired token'
      : 'Missing Authorization header: expected Bearer token',
  });
}

/** The challenge of RFC 6750 section 3: without an error code for a request without a token. */
export function challenge(refused?: Pick<Refused, 'reason'>): string {
  const realm = 'Bearer realm="tasks"';
  if (!refused) return realm;
  return `${realm}, error="invalid_token", error_description="${REFUSALS[refused.reason]}"`;
}
