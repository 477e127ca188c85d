import { generateKeyPairSync } from 'node:crypto';
import { type BadTokenContext, type Flaw, forms } from './bad-token-flaw';
import { encode, forge, signWith } from './forge';

const OTHER_ALGORITHMS = [
  ...'HS384 HS512 RS256 PS256 ES256 ES256K Ed25519 Ed448 ML-DSA-44 A256KW dir SHA256'.split(' '),
  '',
  null,
  true,
  256,
  {},
  undefined,
];

/** Nothing here is signed with a key that counts under an algorithm that counts. */
export function wrongAlgorithms({ mint }: BadTokenContext): Flaw[] {
  const { header, claims } = mint;
  const alg = String(header.alg);
  const parts = mint.sign(header, claims).split('.');
  const [, payload, signature] = parts;
  const unsigned = (value: unknown) => `${encode({ ...header, alg: value })}.${payload}`;
  const lookalikes = [alg.toLowerCase(), ` ${alg}`, `${alg} `, `${alg}\0`, `${alg},none`, [alg]];
  const foreign = alg === 'HS256' ? 'EdDSA' : 'HS256';
  const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { privateKey: ed } = generateKeyPairSync('ed25519');
  return [
    {
      why: 'It is not signed: anybody can write one.',
      source: 'RFC 8725 3.1, WSTG-SESS-10, CVE-2015-2951, CVE-2020-15957, CVE-2022-23540',
      tokens: {
        ...forms(
          'no signature and alg',
          ['none', 'None', 'NONE', 'nOnE', ' none', 'none ', 'none\0', ['none'], '', null],
          (value) => `${unsigned(value)}.`,
        ),
        'no signature and no alg': `${unsigned(undefined)}.`,
        'alg none without the last dot': unsigned('none'),
        'alg none with the signature of a good token': `${unsigned('none')}.${signature}`,
        'alg none with a signature of its own': mint.withHeader({ alg: 'none' }),
      },
    },
    {
      why: 'A signature without a byte must not compare as equal to the right one.',
      source: 'CVE-2020-28042',
      tokens: {
        'no signature': `${parts[0]}.${payload}.`,
        'no signature nor its dot': `${parts[0]}.${payload}`,
      },
    },
    {
      why: 'The service says which algorithm counts, not the token.',
      source: 'RFC 8725 3.1 and 3.2, CVE-2026-48523, CVE-2026-22817, CVE-2020-15084',
      tokens: forms('under our key, alg', [...OTHER_ALGORITHMS, foreign, ...lookalikes], (value) =>
        mint.withHeader({ alg: value }),
      ),
    },
    {
      why: 'The key is of the sender.',
      source: 'RFC 8725 3.1, WSTG-SESS-10',
      tokens: {
        'an RSA key of the sender': signWith(rsa, 'RS256', claims),
        'an RSA key of the sender under our algorithm': signWith(rsa, alg, claims, header),
        'an ECDSA key of the sender': signWith(ec, 'ES256', claims),
        'an Ed25519 key of the sender': signWith(ed, 'EdDSA', claims),
        'an Ed25519 key of the sender under our key id': signWith(ed, 'EdDSA', claims, {
          kid: '1',
          ...header,
          alg: 'EdDSA',
        }),
        'a secret of the sender': forge({ ...header, alg: 'HS256' }, claims, 'x'.repeat(32)),
      },
    },
  ];
}
