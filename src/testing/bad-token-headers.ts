import { generateKeyPairSync } from 'node:crypto';
import type { BadToken, BadTokenContext } from './bad-tokens';
import {
  decodePart,
  describe,
  encode,
  forge,
  HEADER,
  signText,
  signWith,
  type Json,
} from './forge';

export function wrongHeaders({ secret, token }: BadTokenContext): BadToken[] {
  const claims = decodePart(token, 1);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signed: Json[] = [
    { typ: 'at+jwt' },
    { typ: 'JWE' },
    { typ: 'application/jwt' },
    { typ: '' },
    { typ: null },
    { typ: ['JWT'] },
    { crit: [] },
    { crit: null },
    { crit: ['exp'], exp: 1 },
    { crit: ['b64'], b64: true },
    { b64: false },
  ];
  const ownKey: Json[] = [
    { jwk: publicKey.export({ format: 'jwk' }) },
    { jku: 'https://evil.example/jwks' },
    { x5u: 'https://evil.example/cert' },
    { x5c: ['MIIB'] },
    { kid: 'evil' },
  ];
  const emptyFiles = ['/dev/null', '../../../../dev/null', "' or 1=1 --", '0', '__proto__'];
  return [
    ...signed.map((more) => ({
      name: `header ${describe(more)}`,
      token: forge({ ...HEADER, ...more }, claims, secret),
    })),
    ...ownKey.map((more) => ({
      name: `a key of its own and ${describe(more)}`,
      token: signWith(privateKey, 'EdDSA', claims, more),
    })),
    ...emptyFiles.map((kid) => ({
      name: `an empty key and kid ${kid}`,
      token: forge({ ...HEADER, kid }, claims, ''),
    })),
    { name: 'alg twice, none last', token: forge('{"alg":"HS256","alg":"none"}', claims, secret) },
    { name: 'an unencoded payload', token: unencoded(secret) },
    { name: 'a header that is an array', token: forge([HEADER], claims, secret) },
    { name: 'a header that is null', token: forge('null', claims, secret) },
    { name: 'a header that is not JSON', token: forge('{alg:HS256}', claims, secret) },
  ];
}

/** RFC 7797: what is signed is the payload itself. */
function unencoded(secret: string): string {
  return signText(`${encode({ ...HEADER, b64: false, crit: ['b64'] })}.{}`, secret);
}
