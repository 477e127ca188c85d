import { createCipheriv, createHash, generateKeyPairSync } from 'node:crypto';
import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { encode, type Json } from './forge';

/** Encrypted tokens (RFC 7516), which have five parts. */
export function wrongEncryption({ mint, secret, keys }: BadTokenContext): Flaw[] {
  const { header, claims } = mint;
  const unsigned = `${encode({ alg: 'none' })}.${encode(claims)}.`;
  const encrypted = (more: Json, key: string | Buffer = secret) => encrypt(more, key, claims);
  const { publicKey } = generateKeyPairSync('x25519');
  return [
    {
      why: 'It is encrypted: that says nothing of who made it.',
      source: 'RFC 8725 2.3 and 3.1, CVE-2023-51774, CVE-2026-29000',
      tokens: {
        'encrypted with our secret': encrypted({ alg: 'dir', enc: 'A256GCM' }),
        'encrypted with the hash of our secret': encrypted(
          { alg: 'dir', enc: 'A256GCM' },
          createHash('sha256').update(secret).digest(),
        ),
        'encrypted with our public key': encrypted({
          alg: 'ECDH-ES',
          enc: 'A256GCM',
          epk: publicKey.export({ format: 'jwk' }),
          kid: keys.agreement.kid,
        }),
        'an unsigned token encrypted for us': encrypt(
          { alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT' },
          secret,
          unsigned,
        ),
        'a key wrapped for us': encrypted({ alg: 'A256KW', enc: 'A256GCM' }),
        'encrypted under our algorithm': encrypted({ alg: header.alg, enc: 'A256GCM' }),
      },
    },
    {
      why: 'It asks for work before it proves anything.',
      source: 'CVE-2022-36083, CVE-2023-52428, CVE-2026-27932, CVE-2024-28176',
      tokens: {
        'two billion rounds of PBKDF2': encrypted({
          alg: 'PBES2-HS256+A128KW',
          enc: 'A128GCM',
          p2s: 'c2FsdA',
          p2c: 2_147_483_647,
        }),
        'compressed and encrypted': encrypted({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }),
      },
    },
  ];
}

/** A token whose content is encrypted with the first bytes of `key`. */
function encrypt(header: Json, key: string | Buffer, content: unknown): string {
  const head = encode(header);
  const iv = Buffer.alloc(12, 7);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key).subarray(0, 32), iv);
  cipher.setAAD(Buffer.from(head));
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const parts = [Buffer.alloc(0), iv, sealed, cipher.getAuthTag()];
  return [head, ...parts.map((part) => part.toString('base64url'))].join('.');
}
