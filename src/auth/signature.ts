import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  compactVerify,
  errors,
  SignJWT,
  type CompactJWSHeaderParameters,
  type CryptoKey,
  type JWTPayload,
} from 'jose';

/** Finds the key for a header, or nothing when there is none. */
export type FindKey = (
  header: CompactJWSHeaderParameters,
) => KeyObject | Promise<CryptoKey | undefined>;

const MAX_LENGTH = 8_192;
/** What base64url of a byte order mark is: jose would skip it, and JSON has none (RFC 8259, section 8.1). */
const BYTE_ORDER_MARK = '77u_';

/** The JSON in a JWS (RFC 7515, compact, at most 8 KiB) signed with `algorithm` and the key found, else undefined. */
export async function readSigned(
  token: string,
  algorithm: string,
  findKey: FindKey,
): Promise<unknown> {
  if (token.length > MAX_LENGTH || token.startsWith(BYTE_ORDER_MARK)) return undefined;
  if (!token.split('.').every(isCanonical)) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(token, keyFor(findKey), {
      algorithms: [algorithm],
    });
    return isPlain(protectedHeader) ? parseJson(payload) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Signs `claims` (HS256) with the raw UTF-8 bytes of `secret`, so that any holder of the secret can verify them. */
export function signShared(secret: string, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(sharedKey(secret));
}

/** The HS256 key that `secret` is. */
export function sharedKey(secret: string): KeyObject {
  return createSecretKey(secret, 'utf8');
}

/** Several spellings would decode to the same bytes: only the one without spare bits counts. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function keyFor(findKey: FindKey) {
  return async (header: CompactJWSHeaderParameters) => {
    const key = await findKey(header);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
}

function isPlain({ typ, crit, b64 }: CompactJWSHeaderParameters): boolean {
  const isJwt = typ === undefined || (typeof typ === 'string' && /^jwt$/i.test(typ));
  return isJwt && crit === undefined && b64 === undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
