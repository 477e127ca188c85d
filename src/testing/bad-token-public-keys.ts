import type { KeyObject } from 'node:crypto';
import { type BadTokenContext, type Flaw, forms } from './bad-token-flaw';
import { publishedMint } from './bad-token-mint';
import { forge } from './forge';

/** With EdDSA, everybody reads the keys that verify. */
export function wrongPublicKeys({ mint, secret, keys, decoy }: BadTokenContext): Flaw[] {
  const { claims, header } = mint;
  const { kid, publicKey } = keys.current;
  const withKey = (key: string | Buffer, alg = 'HS256') => forge({ ...header, alg }, claims, key);
  const known = publicForms(publicKey, kid);
  const injections = [
    ...'evil 0 __proto__ constructor toString ../../../../dev/null |true'.split(' '),
    "' or 1=1 --",
    '',
    undefined,
    null,
    7,
    true,
  ];
  return [
    {
      why: 'What verifies a signature must not make one.',
      source:
        'RFC 8725 2.1 and 3.1, WSTG-SESS-10, CVE-2016-10555, CVE-2022-29217, CVE-2024-33663, CVE-2026-34950, CVE-2026-48526',
      tokens: {
        ...Object.fromEntries(
          Object.entries(known).map(([name, key]) => [`HS256 keyed with ${name}`, withKey(key)]),
        ),
        'an HMAC with the public key that says EdDSA': withKey(
          publicKey.export({ format: 'der', type: 'spki' }),
          'EdDSA',
        ),
      },
    },
    {
      why: 'The secret of the service is no key for tokens of this algorithm.',
      source: 'RFC 8725 3.1, CVE-2022-23541',
      tokens: {
        'HS256 with our secret and our key id': withKey(secret),
        'an HMAC with our secret that says EdDSA': withKey(secret, 'EdDSA'),
      },
    },
    {
      why: 'The key id names none of our keys.',
      source: 'RFC 7515 4.1.4, RFC 8725 3.10, OWASP JWT Cheat Sheet, CVE-2021-46743',
      tokens: {
        ...forms('signed with our key, kid', injections, (value) =>
          mint.withHeader({ kid: value }),
        ),
        'our key id in capitals': mint.withHeader({ kid: kid.toUpperCase() }),
        'our key id and a space': mint.withHeader({ kid: `${kid} ` }),
        'our key id and NUL': mint.withHeader({ kid: `${kid}\0` }),
        'our key id and a quotation mark': mint.withHeader({ kid: `${kid}' --` }),
        'our key id behind a path': mint.withHeader({ kid: `./${kid}` }),
        'our key id at another address': mint.withHeader({ kid: `${decoy}#${kid}` }),
        'our key id in an array': mint.withHeader({ kid: [kid] }),
        'our key id in an object': mint.withHeader({ kid: { kid } }),
      },
    },
    {
      why: 'The key is not, or no longer, one that signs.',
      source: 'RFC 7517 4.2 to 4.4, CVE-2022-23539',
      tokens: {
        'a key that was withdrawn': publishedMint(keys.withdrawn, claims).sign(
          { alg: 'EdDSA', kid: keys.withdrawn.kid },
          claims,
        ),
        'the id of a key that was withdrawn': mint.withHeader({ kid: keys.withdrawn.kid }),
        'the id of an X25519 key': mint.withHeader({ kid: keys.agreement.kid }),
        'the id of a key of another curve': mint.withHeader({ kid: keys.elliptic.kid }),
      },
    },
  ];
}

/** The ways in which a public key is written. */
function publicForms(key: KeyObject, kid: string): Record<string, string | Buffer> {
  const jwk = key.export({ format: 'jwk' });
  const raw = Buffer.from(jwk.x ?? '', 'base64url');
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  const ssh = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(raw)]);
  return {
    'the public JWK': JSON.stringify(jwk),
    'the public JWK and its id': JSON.stringify({ ...jwk, kid }),
    'the set of public keys': JSON.stringify({ keys: [{ ...jwk, kid }] }),
    'the raw public key': raw,
    'the encoded public key': jwk.x ?? '',
    'the public key in hexadecimal': raw.toString('hex'),
    'the public PEM': pem,
    'the public PEM without its last newline': pem.trim(),
    'the public PEM after a space': ` ${pem}`,
    'the public PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    'the public DER': key.export({ format: 'der', type: 'spki' }),
    'the public SSH key': `ssh-ed25519 ${ssh.toString('base64')}`,
    'the key id': kid,
  };
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
