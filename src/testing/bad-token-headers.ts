import { generateKeyPairSync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type BadTokenContext, type Flaw, forms } from './bad-token-flaw';
import { encode, forge, type Json, signWith } from './forge';

export function wrongHeaders({ mint, decoy }: BadTokenContext): Flaw[] {
  const { header, claims } = mint;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' });
  const octets = { kty: 'oct', k: Buffer.from('a secret of the sender').toString('base64url') };
  const ownKey = (more: Json) =>
    signWith(privateKey, 'EdDSA', claims, { ...header, alg: 'EdDSA', ...more });
  const kinds = ['at+jwt', 'JWE', 'JOSE', 'dpop+jwt', 'logout+jwt', 'secevent+jwt', 'JWT '];
  return [
    {
      why: 'A key that comes with the token proves nothing, and an address in it is not asked.',
      source: 'RFC 8725 2.9 and 3.10, WSTG-SESS-10, CVE-2018-0114, CVE-2026-27962, CVE-2026-34240',
      tokens: {
        'its own key as jwk': ownKey({ jwk }),
        'its own key as jwk, with our algorithm': ownKey({ jwk: { ...jwk, alg: header.alg } }),
        'its own secret as jwk': forge(
          { ...header, alg: 'HS256', jwk: octets },
          claims,
          'a secret of the sender',
        ),
        'its own key at jku': ownKey({ jku: `${decoy}/jwks.json` }),
        'its own key at jku, like ours': ownKey({ jku: `${String(claims.iss)}@${decoy}` }),
        'its own certificate at x5u': ownKey({ x5u: `${decoy}/cert.pem` }),
        'its own certificate as x5c': ownKey({ x5c: ['MIIB'] }),
        'its own certificate as x5t': ownKey({ x5t: 'x', 'x5t#S256': 'x' }),
      },
      twin: mint.withHeader({ jwk, jku: `${decoy}/jwks.json`, x5u: `${decoy}/cert.pem` }),
    },
    {
      why: 'The token is of another kind.',
      source: 'RFC 8725 2.8 and 3.11, RFC 9068 2.1',
      tokens: forms(
        'typ',
        [...kinds, 'application/jwt', '', null, 7, ['JWT'], { typ: 'JWT' }],
        (typ) => mint.withHeader({ typ }),
      ),
      twin: mint.withHeader({ typ: 'jWt' }),
    },
    {
      why: 'It names extensions that must be understood, and we understand none.',
      source: 'RFC 7515 4.1.11, CVE-2026-32597, CVE-2025-59420, CVE-2026-35042',
      tokens: {
        ...forms('crit', [[], null, '', {}, [7], [''], ['crit'], ['alg'], ['exp']], (crit) =>
          mint.withHeader({ crit }),
        ),
        'crit with an extension that is there': mint.withHeader({ crit: ['mfa'], mfa: true }),
        'crit with an extension that is not there': mint.withHeader({ crit: ['mfa'] }),
        'crit with an extension known to the library': mint.withHeader({
          crit: ['b64'],
          b64: true,
        }),
        'crit with it twice': mint.withHeader({ crit: ['b64', 'b64'], b64: true }),
      },
      twin: mint.withHeader({ mfa: true }),
    },
    {
      why: 'The payload of a JWT is encoded and in the token.',
      source: 'RFC 7797, CVE-2026-48525',
      tokens: {
        'an unencoded payload': mint.signText(
          `${encode({ ...header, b64: false, crit: ['b64'] })}.${JSON.stringify(claims)}`,
        ),
        'an unencoded payload without crit': mint.withHeader({ b64: false }),
        'a payload that is said to be unencoded': mint.withHeader({ b64: false, crit: ['b64'] }),
        'a payload that is elsewhere': detached(mint.sign(header, claims)),
      },
    },
    {
      why: 'A signed token is not compressed.',
      source: 'RFC 8725 3.6, CVE-2024-28176, CVE-2024-33664, CVE-2025-63811',
      tokens: {
        'compressed claims': mint.signText(
          `${encode({ ...header, zip: 'DEF' })}.${deflateRawSync(JSON.stringify(claims)).toString('base64url')}`,
        ),
        'claims that unpack to a megabyte': mint.signText(
          `${encode({ ...header, zip: 'DEF' })}.${deflateRawSync(' '.repeat(1_048_576)).toString('base64url')}`,
        ),
      },
    },
    {
      why: 'A token around a token says nothing itself.',
      source: 'RFC 7519 5.2, RFC 8725 3.3',
      tokens: {
        'a good token as the payload': mint.sign(
          { ...header, cty: 'JWT' },
          mint.sign(header, claims),
        ),
        'a good token as JSON text': mint.sign(
          { ...header, cty: 'JWT' },
          JSON.stringify(mint.sign(header, claims)),
        ),
      },
    },
  ];
}

function detached(token: string): string {
  return token.replace(/\..*\./, '..');
}
