import type { Verification } from '@/auth/tokens';

const REFUSALS = {
  expired: 'the token expired',
  revoked: 'the session was ended',
  invalid: 'the token is not valid',
};

/** The challenge of RFC 6750 section 3: without an error code for a request without a token. */
export function challenge(refused?: Pick<Exclude<Verification, { ok: true }>, 'reason'>): string {
  const realm = 'Bearer realm="tasks"';
  if (!refused) return realm;
  return `${realm}, error="invalid_token", error_description="${REFUSALS[refused.reason]}"`;
}
