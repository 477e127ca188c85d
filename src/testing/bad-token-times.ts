import type { BadTokenContext, Flaw } from './bad-token-flaw';

export function wrongTimes({ mint, endedSid }: BadTokenContext): Flaw[] {
  const { withClaims, header, claims } = mint;
  const { iat, exp } = claims as { iat: number; exp: number };
  const now = Math.floor(Date.now() / 1_000);
  const written = (text: string) =>
    mint.sign(header, JSON.stringify({ ...claims, exp: 0 }).replace('"exp":0', `"exp":${text}`));
  return [
    {
      why: 'It has expired, without a tolerance.',
      source: 'RFC 7519 4.1.4, WSTG-SESS-10',
      reason: 'expired',
      tokens: {
        'expired now': withClaims({ exp: now }),
        'expired a second ago': withClaims({ exp: now - 1 }),
        'expired a fraction of a second ago': withClaims({ exp: now - 0.5 }),
        'expired before it was made': withClaims({ exp: iat - 3_600 }),
        'exp zero': withClaims({ exp: 0 }),
        'exp below zero': written('-0'),
        'exp before 1970': withClaims({ exp: -1 }),
        'exp before everything': written('-1e300'),
        'exp twice, in the past last': mint.sign(
          header,
          JSON.stringify(claims).replace('}', ',"exp":1}'),
        ),
      },
      twin: withClaims({ exp: now + 3_600 }),
    },
    {
      why: 'It lives longer than we let any token live.',
      source: 'RFC 8725 3.8, WSTG-SESS-10',
      tokens: {
        'a second longer than is given': withClaims({ exp: iat + lifetimeOf(mint.claims) + 1 }),
        'a minute longer, as it began earlier': withClaims({ iat: iat - 60 }),
        'exp in milliseconds': withClaims({ exp: exp * 1_000 }),
        'exp in the year 9999': withClaims({ exp: 253_402_300_799 }),
        'exp beyond all whole numbers': written('1e50'),
        'exp beyond all numbers': written('1e999'),
        'exp beyond all numbers, below zero': written('-1e999'),
        'iat before 1970': withClaims({ iat: -1 }),
        'iat beyond all numbers': mint.sign(
          header,
          JSON.stringify({ ...claims, iat: 0 }).replace('"iat":0', '"iat":-1e999'),
        ),
      },
      twin: withClaims({ exp: iat + lifetimeOf(mint.claims) }),
    },
    {
      why: 'It is not valid yet.',
      source: 'RFC 7519 4.1.5 and 4.1.6',
      tokens: {
        'iat in the future': withClaims({ iat: now + 3_600, exp: now + 7_200 }),
        'iat in milliseconds': withClaims({ iat: iat * 1_000 }),
        'nbf in the future': withClaims({ nbf: now + 3_600 }),
        'nbf after exp': withClaims({ nbf: exp + 1 }),
        'nbf in milliseconds': withClaims({ nbf: iat * 1_000 }),
      },
      twin: withClaims({ iat: now, nbf: now, exp: now + 3_600 }),
    },
    {
      why: 'Its session was ended.',
      source: 'OWASP JWT Cheat Sheet',
      reason: 'revoked',
      tokens: {
        'a session that was signed out': withClaims({ sid: endedSid }),
        'another token of that session': withClaims({ sid: endedSid, jti: 'another' }),
      },
    },
  ];
}

/** A good token lives as long as any may, to the second. */
function lifetimeOf(claims: Record<string, unknown>): number {
  return Number(claims.exp) - Number(claims.iat);
}
