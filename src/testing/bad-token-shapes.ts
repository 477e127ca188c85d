import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { encode } from './forge';

export function wrongShapes(context: BadTokenContext): Flaw[] {
  const { mint } = context;
  const { header, claims } = mint;
  const token = mint.sign(header, claims);
  const [head = '', payload = '', signature = ''] = token.split('.');
  const flattened = { protected: head, payload, signature };
  const forged = encode({ ...claims, sub: 'another' });
  return [
    {
      why: 'A signed token has three parts, none of them empty.',
      source: 'RFC 7515 3.1 and 7.1',
      tokens: {
        'the claims alone': payload,
        'the claims as JSON': JSON.stringify(claims),
        'no header': `.${payload}.${signature}`,
        'the claims before the header': `${payload}.${head}.${signature}`,
        'a dot before': `.${token}`,
        'a dot after': `${token}.`,
        'four parts': `${token}.${signature}`,
        'six parts': `${token}.${token}`,
        'one dot': '.',
        'two dots': '..',
        'four dots': '....',
      },
    },
    {
      why: 'It is not in the compact serialisation, whose parts are all signed.',
      source: 'RFC 7519 1, CVE-2022-39227',
      tokens: {
        'the flattened JSON serialisation': JSON.stringify(flattened),
        'the general JSON serialisation': JSON.stringify({
          payload,
          signatures: [{ protected: head, signature }],
        }),
        'a header that is not protected': JSON.stringify({ header, payload, signature }),
        'JSON that is three parts as well': JSON.stringify({
          [`${head}.${forged}.`]: '',
          ...flattened,
        }),
        'claims of ours around other claims': `{"${head}.${forged}.${signature}":"","protected":"${head}"}`,
      },
    },
    {
      why: 'It is longer than 8 KiB, or deeper than a claim of ours.',
      source: 'CVE-2025-27144, CVE-2025-30204, CVE-2025-61920',
      tokens: {
        'a letter more than 8 KiB': fill(context, 8_193),
        'a header of 64 KiB': mint.withHeader({ more: 'x'.repeat(65_536) }),
        'claims of 64 KiB': mint.withClaims({ more: 'x'.repeat(65_536) }),
        'ten thousand dots': '.'.repeat(10_000),
        'ten thousand parts': 'e30.'.repeat(10_000),
        'a header of brackets': mint.sign('['.repeat(2_000), claims),
        'a subject two thousand arrays deep': mint.sign(
          header,
          JSON.stringify({ ...claims, sub: 0 }).replace(
            '"sub":0',
            `"sub":${'['.repeat(2_000)}${']'.repeat(2_000)}`,
          ),
        ),
      },
      twin: fill(context, 8_192),
    },
  ];
}

/** The shortest token with at least so many characters. */
function fill({ mint }: BadTokenContext, length: number): string {
  const room = (length - mint.withClaims({ more: '' }).length) * 0.75;
  const sizes = [-2, -1, 0, 1, 2].map((change) => Math.max(0, Math.floor(room) + change));
  const tokens = sizes.map((size) => mint.withClaims({ more: 'x'.repeat(size) }));
  return tokens.find((token) => token.length >= length) ?? '';
}
