import { wrongClaims, wrongTimes } from './bad-token-claims';
import { wrongHeaders } from './bad-token-headers';
import { wrongAlgorithms, wrongKeys } from './bad-token-keys';
import { wrongShapes } from './bad-token-shapes';

export interface BadTokenContext {
  /** `BETTER_AUTH_SECRET` of the service under test, which runs with HS256. */
  secret: string;
  /** A good token of that service. */
  token: string;
  /** A token of a session that was signed out. */
  revokedToken: string;
  /** The value of a session cookie of that service. */
  sessionCookie: string;
}

export interface BadToken {
  name: string;
  /** Fit for a header: visible ASCII, with spaces inside at most. */
  token: string;
  /** What `verify` says; `invalid` unless named. */
  reason?: 'expired' | 'revoked';
}

/** Tokens that have to be refused, each wrong in one way. */
export function badTokens(context: BadTokenContext): BadToken[] {
  return [
    ...wrongAlgorithms(context),
    ...wrongKeys(context),
    ...wrongClaims(context),
    ...wrongTimes(context),
    ...wrongHeaders(context),
    ...wrongShapes(context),
    { name: 'a session that was signed out', token: context.revokedToken, reason: 'revoked' },
  ];
}
