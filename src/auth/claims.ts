import { z } from 'zod';

/** What a good token says; the times are seconds since the epoch. */
export interface Claims {
  userId: string;
  email: string | undefined;
  sid: string;
  jti: string | undefined;
  issuedAt: number;
  expiresAt: number;
}

export interface ClaimRules {
  /** The only `iss` and `aud` that are accepted. */
  issuer: string;
  /** Seconds that `exp` may be after `iat` at most. */
  lifetime: number;
}

const CLOCK_TOLERANCE = 5;

/** Characters are code points; PostgreSQL can hold neither NUL nor lone surrogates. */
const Payload = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.string().regex(/^[^\0\p{Surrogate}]{1,255}$/u),
  sid: z.string().regex(/^[^\0\p{Surrogate}]+$/u),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().optional(),
  email: z.string().optional().catch(undefined),
  jti: z.string().optional().catch(undefined),
});

/** The claims of a payload (RFC 7519, section 4.1) at `now`, or undefined if it breaks a rule; `exp` may have passed. */
export function readClaims(payload: unknown, rules: ClaimRules, now: number): Claims | undefined {
  const { data } = Payload.safeParse(payload);
  if (!data) return undefined;
  const isForUs = data.iss === rules.issuer && [data.aud].flat().includes(rules.issuer);
  const hasBegun = Math.max(data.iat, data.nbf ?? data.iat) <= now + CLOCK_TOLERANCE;
  if (!isForUs || !hasBegun || data.exp - data.iat > rules.lifetime) return undefined;
  return {
    userId: data.sub,
    email: data.email,
    sid: data.sid,
    jti: data.jti,
    issuedAt: data.iat,
    expiresAt: data.exp,
  };
}
