import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { encode } from './forge';

/** The order of the base point of Ed25519 (RFC 8032, section 5.1). */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

export function wrongSignatures({ mint }: BadTokenContext): Flaw[] {
  const { header, claims } = mint;
  const [head = '', payload = '', signature = ''] = mint.sign(header, claims).split('.');
  const another = mint.withClaims({ jti: 'another' }).split('.')[2];
  const bytes = Buffer.from(signature, 'base64url');
  const withSignature = (value: Buffer) => `${head}.${payload}.${value.toString('base64url')}`;
  const flipped = (at: number) =>
    withSignature(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)) as Buffer);
  const neutral = Buffer.concat([Buffer.of(1), Buffer.alloc(63)]);
  return [
    {
      why: 'What was signed is something else.',
      source: 'WSTG-SESS-10, RFC 7515 5.2',
      tokens: {
        'another subject under the signature': `${head}.${encode({ ...claims, sub: 'another' })}.${signature}`,
        'a later end under the signature': `${head}.${encode({ ...claims, exp: 9_999_999_999 })}.${signature}`,
        'another header under the signature': `${encode({ ...header, cty: 'x' })}.${payload}.${signature}`,
        'a space in the claims under the signature': `${head}.${encode(` ${JSON.stringify(claims)}`)}.${signature}`,
        'the signature of another token': `${head}.${payload}.${another}`,
      },
    },
    {
      why: 'The signature is another one.',
      source: 'RFC 7515 5.2, CVE-2023-23928',
      tokens: {
        'one bit less in front': flipped(0),
        'one bit less at the end': flipped(bytes.length - 1),
        'a signature that is cut': withSignature(bytes.subarray(0, -1)),
        'half a signature': withSignature(bytes.subarray(0, bytes.length / 2)),
        'one byte of a signature': withSignature(bytes.subarray(0, 1)),
        'a signature that is longer': withSignature(Buffer.concat([bytes, Buffer.alloc(1)])),
        'a signature twice': withSignature(Buffer.concat([bytes, bytes])),
        'a signature backwards': withSignature(Buffer.from(bytes.toReversed())),
        'a signature in hexadecimal': `${head}.${payload}.${bytes.toString('hex')}`,
      },
    },
    {
      why: 'A signature that is good for everything is good for nothing.',
      source: 'CVE-2022-21449, RFC 8725 3.4',
      tokens: {
        'a signature of zeros': withSignature(Buffer.alloc(bytes.length)),
        'ES256 with r and s zero': `${encode({ alg: 'ES256' })}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
        'ES256 with r and s zero in DER': `${encode({ alg: 'ES256' })}.${payload}.MAYCAQACAQA`,
        'the neutral element and s zero': withSignature(neutral),
      },
    },
  ];
}

/** A second signature for the same token would pass wherever the first was remembered. */
export function malleableSignature({ mint }: BadTokenContext): Flaw {
  const [head = '', payload = '', signature = ''] = mint.sign(mint.header, mint.claims).split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32).toReversed()).toString('hex')}`) + ORDER;
  const reduced = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').toReversed();
  return {
    why: 'A token has one signature: that of S + L is not reduced.',
    source: 'RFC 8032 8.4, CVE-2026-33895, CVE-2024-48949',
    tokens: {
      'S + L for S': `${head}.${payload}.${Buffer.concat([bytes.subarray(0, 32), reduced]).toString('base64url')}`,
    },
    twin: `${head}.${payload}.${signature}`,
  };
}
