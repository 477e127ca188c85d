import { createSecretKey } from 'node:crypto';
import { compactVerify } from 'jose';
import { LRUCache } from 'lru-cache';

const CLOCK_TOLERANCE = 5;
const LIFETIME = 7 * 86_400;
const POLL_MS = 2_000;
/** In base64url; jose skips one, and JSON has none. */
const BYTE_ORDER_MARK = '77u_';

/** Verifies tokens by the rules of the contract, keeping the same number of verified ones for as long as Tandem does. */
export async function createTokens(sql) {
  const issuer = process.env.BETTER_AUTH_URL;
  const key = createSecretKey(process.env.BETTER_AUTH_SECRET, 'utf8');
  const cache = new LRUCache({ max: 10_000, ttl: 60_000 });
  const revoked = new Set();
  await pull();
  setInterval(() => void pull().catch(() => undefined), POLL_MS).unref();
  return { verify };

  /** The id of the user, or undefined for a token that is not good. */
  async function verify(token) {
    const cached = cache.get(token);
    const claims = cached ?? (await read(token));
    if (!claims || claims.exp * 1_000 <= Date.now() || revoked.has(claims.sid)) return undefined;
    if (!cached) cache.set(token, claims);
    return claims.sub;
  }

  async function read(token) {
    if (token.length > 8_192 || token.startsWith(BYTE_ORDER_MARK)) return undefined;
    if (!token.split('.').every(isCanonical)) return undefined;
    try {
      const { payload, protectedHeader } = await compactVerify(token, key, {
        algorithms: ['HS256'],
      });
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
      return isPlain(protectedHeader) ? readClaims(JSON.parse(text)) : undefined;
    } catch {
      return undefined;
    }
  }

  function readClaims(claims) {
    const { iss, aud, sub, sid, exp, iat, nbf = iat } = claims ?? {};
    const areNumbers = [exp, iat, nbf].every(Number.isFinite);
    const areTexts = [sub, sid].every(isText) && [...sub].length <= 255;
    const audience = [aud].flat();
    const isForUs = iss === issuer && audience.includes(issuer) && audience.every(isText);
    if (!areNumbers || !areTexts || !isForUs || exp - iat > LIFETIME) return undefined;
    const hasBegun = Math.max(iat, nbf) <= Date.now() / 1_000 + CLOCK_TOLERANCE;
    return hasBegun ? { sub, sid, exp } : undefined;
  }

  async function pull() {
    const rows = await sql`select sid from revoked_session where expires_at > now()`;
    for (const { sid } of rows) revoked.add(sid);
  }
}

/** The credentials of `Authorization: Bearer …`. */
export function bearerToken(header) {
  return header?.match(/^bearer +(\S.*)$/i)?.[1];
}

function isCanonical(part) {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function isPlain({ typ, crit, b64 }) {
  const isJwt = typ === undefined || (typeof typ === 'string' && /^jwt$/i.test(typ));
  return isJwt && crit === undefined && b64 === undefined;
}

function isText(text) {
  return typeof text === 'string' && text !== '' && !/[\0\p{Surrogate}]/u.test(text);
}
