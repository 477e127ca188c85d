import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { deriveKey } from '@/auth/secret';
import type { BadToken, BadTokenContext } from './bad-tokens';
import { decodePart, encode, forge, HEADER, signWith, type Json } from './forge';

export function wrongAlgorithms({ secret, token }: BadTokenContext): BadToken[] {
  const claims = decodePart(token, 1);
  const [, payload, signature] = token.split('.');
  const unsigned = ['none', 'None', 'NONE', 'nOnE'].map((alg) => ({
    name: `alg ${alg}`,
    token: `${encode({ alg, typ: 'JWT' })}.${payload}.`,
  }));
  const named = ['HS384', 'HS512', 'hs256', 'HS256 ', 'RS256', 'EdDSA', '', null, 256, ['HS256']];
  const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { privateKey: ed, publicKey } = generateKeyPairSync('ed25519');
  return [
    ...unsigned,
    {
      name: 'alg none with a signature',
      token: `${encode({ alg: 'none' })}.${payload}.${signature}`,
    },
    ...named.map((alg) => ({
      name: `alg ${JSON.stringify(alg)} with the right secret`,
      token: forge({ alg, typ: 'JWT' }, claims, secret),
    })),
    { name: 'no alg', token: forge({ typ: 'JWT' }, claims, secret) },
    { name: 'RS256 with a key of its own', token: signWith(rsa, 'RS256', claims) },
    { name: 'ES256 with a key of its own', token: signWith(ec, 'ES256', claims) },
    { name: 'EdDSA with a key of its own', token: signWith(ed, 'EdDSA', claims) },
    { name: 'Ed25519 with a key of its own', token: signWith(ed, 'Ed25519', claims) },
    ...keyConfusions(claims, publicKey, 'k1'),
  ];
}

export function wrongKeys({ secret, token, sessionCookie }: BadTokenContext): BadToken[] {
  const claims = decodePart(token, 1);
  const derived = deriveKey(secret, 'tandem better-auth v1');
  const { email, iat, exp } = claims;
  const keys = {
    'another secret': `${secret}!`,
    'the secret and a newline': `${secret}\n`,
    'the secret in upper case': secret.toUpperCase(),
    'the secret taken as base64': Buffer.from(secret, 'base64'),
    'an empty key': '',
    'the key of Better Auth': derived,
  };
  return [
    ...Object.entries(keys).map(([name, key]) => ({
      name: `signed with ${name}`,
      token: forge(HEADER, claims, key),
    })),
    { name: 'an e-mail token of Better Auth', token: forge(HEADER, { email, iat, exp }, derived) },
    { name: 'an e-mail token under our secret', token: forge(HEADER, { email, iat, exp }, secret) },
    { name: 'a session cookie', token: decodeURIComponent(sessionCookie) },
    { name: 'a session cookie as it is sent', token: sessionCookie },
  ];
}

/** HS256 keyed with what everybody can read of a public key: good if the verifier mixes up the two kinds. */
export function keyConfusions(claims: Json, publicKey: KeyObject, kid: string): BadToken[] {
  const jwk = publicKey.export({ format: 'jwk' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' });
  const keys = {
    'the public JWK': JSON.stringify(jwk),
    'the raw public key': Buffer.from(jwk.x ?? '', 'base64url'),
    'the encoded public key': jwk.x ?? '',
    'the public PEM': pem,
    'the public PEM without its last newline': pem.toString().trim(),
  };
  return Object.entries(keys).map(([name, key]) => ({
    name: `HS256 keyed with ${name}`,
    token: forge({ ...HEADER, kid }, claims, key),
  }));
}
