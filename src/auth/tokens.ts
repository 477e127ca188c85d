import { LRUCache } from 'lru-cache';
import type { Db } from '@/db/client';
import type { Env } from '@/env';
import { readClaims, type Claims } from './claims';
import { createPublicKeys } from './public-keys';
import type { Revocations } from './revocations';
import { readSigned, sharedKey } from './signature';

export interface TokenOptions {
  env: Pick<Env, 'BETTER_AUTH_URL' | 'JWT_ALGORITHM' | 'JWT_EXPIRES_IN'>;
  /** `BETTER_AUTH_SECRET`. */
  secret: string;
  db: Db;
  revocations: Pick<Revocations, 'isRevoked'>;
}

export type Verification =
  | { ok: true; claims: Claims }
  | { ok: false; reason: 'expired' | 'revoked' | 'invalid' };

export type Tokens = ReturnType<typeof createTokens>;

const CACHED_TOKENS = 10_000;
/** After this long a signature is checked again, so that a key that was withdrawn stops counting. */
const CACHED_MS = 60_000;

/**
 * Verifies API tokens (JWT, RFC 7519) signed with the one algorithm of `env.JWT_ALGORITHM`.
 * @throws only when the database has to be asked and does not answer.
 */
export function createTokens({ env, secret, db, revocations }: TokenOptions) {
  const rules = { issuer: env.BETTER_AUTH_URL, lifetime: env.JWT_EXPIRES_IN };
  const key = sharedKey(secret);
  const findKey =
    env.JWT_ALGORITHM === 'HS256' ? () => key : createPublicKeys(db, env.JWT_EXPIRES_IN);
  const cache = new LRUCache<string, Claims>({ max: CACHED_TOKENS, ttl: CACHED_MS });

  return { verify };

  async function verify(token: string): Promise<Verification> {
    const cached = cache.get(token);
    const claims = cached ?? (await readToken(token));
    if (!claims) return { ok: false, reason: 'invalid' };
    if (claims.expiresAt * 1_000 <= Date.now()) return { ok: false, reason: 'expired' };
    if (await revocations.isRevoked(claims.sid)) return { ok: false, reason: 'revoked' };
    if (!cached) cache.set(token, claims);
    return { ok: true, claims };
  }

  async function readToken(token: string): Promise<Claims | undefined> {
    const payload = await readSigned(token, env.JWT_ALGORITHM, findKey);
    return readClaims(payload, rules, Date.now() / 1_000);
  }
}
