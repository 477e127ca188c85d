import { createHmac, sign, type BinaryLike, type KeyObject } from 'node:crypto';

/** The header of our HS256 tokens. */
export const HEADER = { alg: 'HS256', typ: 'JWT' };

export type Json = Record<string, unknown>;

const ALGORITHMS: Record<string, string> = { HS384: 'sha384', HS512: 'sha512' };

/** A JWS (RFC 7515, compact) over any header and payload, with an HMAC under `key`. */
export function forge(header: unknown, payload: unknown, key: BinaryLike): string {
  return signText(`${encode(header)}.${encode(payload)}`, key, algorithmOf(header));
}

/** The same over parts that are encoded already. */
export function signText(text: string, key: BinaryLike, hash = 'sha256'): string {
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

/** Base64url of a JSON value; a string is taken as the JSON text. */
export function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

/** The JSON object in a token's part: 0 is the header, 1 the claims. */
export function decodePart(token: string, index: 0 | 1): Json {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Json;
}

/** A JWS with a private key of any kind. */
export function signWith(key: KeyObject, alg: string, claims: Json, more: Json = {}): string {
  const text = `${encode({ alg, typ: 'JWT', ...more })}.${encode(claims)}`;
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const signature = sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

function algorithmOf(header: unknown): string {
  const { alg } = (header ?? {}) as { alg?: unknown };
  return (typeof alg === 'string' && ALGORITHMS[alg]) || 'sha256';
}
