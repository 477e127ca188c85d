import { z } from 'zod';
import { isStorable, text } from '@/contract/text';

/** What a good token says that we use. */
export interface Claims {
  userId: string;
  sid: string;
  /** Seconds since the epoch. */
  expiresAt: number;
}

export interface ClaimRules {
  /** The only `iss` and `aud` that are accepted. */
  issuer: string;
  /** Seconds that `exp` may be after `iat` at most. */
  lifetime: number;
}

const CLOCK_TOLERANCE = 5;

const Payload = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: text(255).min(1),
  sid: z.string().min(1).refine(isStorable),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().optional(),
});

/** The claims of a payload (RFC 7519, section 4.1) at `now`, or undefined if it breaks a rule; `exp` may have passed. */
export function readClaims(payload: unknown, rules: ClaimRules, now: number): Claims | undefined {
  const { data } = Payload.safeParse(payload);
  if (!data) return undefined;
  const isForUs = data.iss === rules.issuer && [data.aud].flat().includes(rules.issuer);
  const hasBegun = Math.max(data.iat, data.nbf ?? data.iat) <= now + CLOCK_TOLERANCE;
  if (!isForUs || !hasBegun || data.exp - data.iat > rules.lifetime) return undefined;
  return { userId: data.sub, sid: data.sid, expiresAt: data.exp };
}
