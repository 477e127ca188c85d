import { sign } from 'node:crypto';
import type { PublishedKey } from './bad-token-pairs';
import { encode, forge, HEADER, signText, type Json } from './forge';

/** Signs anything with the key that a service trusts, so that a token is as bad as what it says. */
export interface Mint {
  /** The header and the claims of a good token. */
  header: Json;
  claims: Json;
  /** A token over any header and payload; a string is taken as the JSON text. */
  sign: (header: unknown, payload: unknown) => string;
  /** The same over parts that are encoded already. */
  signText: (text: string) => string;
  /** A good token but for a few claims; undefined leaves one out. */
  withClaims: (change: Json) => string;
  /** A good token but for a few header parameters. */
  withHeader: (change: Json) => string;
}

/** Tokens as with `JWT_ALGORITHM=HS256`. */
export function sharedMint(secret: string, claims: Json): Mint {
  const signParts: Mint['sign'] = (header, payload) => forge(header, payload, secret);
  return createMint(HEADER, claims, signParts, (text) => signText(text, secret));
}

/** Tokens as with `JWT_ALGORITHM=EdDSA`. */
export function publishedMint({ kid, privateKey }: PublishedKey, claims: Json): Mint {
  const signOver = (text: string) =>
    `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
  const signParts: Mint['sign'] = (header, payload) =>
    signOver(`${encode(header)}.${encode(payload)}`);
  return createMint({ alg: 'EdDSA', kid }, claims, signParts, signOver);
}

function createMint(
  header: Json,
  claims: Json,
  signParts: Mint['sign'],
  signOver: Mint['signText'],
): Mint {
  return {
    header,
    claims,
    sign: signParts,
    signText: signOver,
    withClaims: (change) => signParts(header, { ...claims, ...change }),
    withHeader: (change) => signParts({ ...header, ...change }, claims),
  };
}
