import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { encode } from './forge';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One token, one spelling: otherwise whoever keeps lists of tokens misses some. */
export function wrongSpellings({ mint }: BadTokenContext): Flaw[] {
  const { header } = mint;
  const text = JSON.stringify({ ...mint.claims, more: '?>?>~~~' });
  const payload = encode(spaced(text));
  const head = encode(spaced(JSON.stringify(header)));
  const token = mint.signText(`${head}.${payload}`);
  const [, , signature = ''] = token.split('.');
  const signedAs = (first: string, second: string) => mint.signText(`${first}.${second}`);
  return [
    {
      why: 'Its base64url is not the one spelling of its bytes.',
      source: 'RFC 7515 2, RFC 4648 3.5, OWASP JWT Cheat Sheet',
      tokens: {
        'another last letter of the header': signedAs(nextLetter(head), payload),
        'another last letter of the payload': signedAs(head, nextLetter(payload)),
        'another last letter of the signature': `${head}.${payload}.${nextLetter(signature)}`,
        'a padded header': signedAs(`${head}==`, payload),
        'a padded payload': signedAs(head, `${payload}==`),
        'a padded signature': `${token}=`,
        'a signature padded twice': `${token}==`,
        'a signature padded as URLs are': `${token}%3D`,
        'a payload in the other alphabet': signedAs(head, inOtherAlphabet(payload)),
        'a letter too many in the header': signedAs(`${head}A`, payload),
        'a letter too many in the payload': signedAs(head, `${payload}A`),
        'a letter too many in the signature': `${token}A`,
        'four letters too many in the signature': `${token}AAAA`,
      },
      twin: token,
    },
    {
      why: 'It has letters that are not of base64url.',
      source: 'RFC 7515 2, RFC 4648 3.3, CVE-2022-25898',
      tokens: {
        'a space in the header': signedAs(`${head.slice(0, 4)} ${head.slice(4)}`, payload),
        'a space in the payload': signedAs(head, `${payload.slice(0, 4)} ${payload.slice(4)}`),
        'a space in the signature': `${head}.${payload}.${signature.slice(0, 4)} ${signature.slice(4)}`,
        'a space before a dot': `${head} .${payload}.${signature}`,
        'a backslash in the payload': signedAs(head, `\\${payload}`),
        'a backslash in the signature': `${head}.${payload}.\\${signature}`,
        'an asterisk in the payload': signedAs(head, `*${payload}`),
        'a colon after the signature': `${token}:`,
        'dots as URLs write them': token.replaceAll('.', '%2E'),
        'the token in capitals': token.toUpperCase(),
        'the token backwards': [...token].toReversed().join(''),
        'the token encoded again': encode(token),
      },
      twin: token,
    },
    {
      why: 'There is more, or something else, than a token.',
      source: 'RFC 6750 2.1, RFC 9110 11.4',
      tokens: {
        'quotation marks': `"${token}"`,
        'angle brackets': `<${token}>`,
        'the scheme twice': `Bearer ${token}`,
        'a parameter before': `token="${token}"`,
        'a parameter after': `${token}; charset=utf-8`,
        'a comma after': `${token},`,
        'two tokens': `${token}, ${token}`,
        'two tokens with a space': `${token} ${token}`,
        'two tokens with their schemes': `${token}, Bearer ${token}`,
      },
      twin: token,
    },
  ];
}

/** JSON with spaces that leave spare bits in its last letter. */
function spaced(text: string): string {
  return text + ' '.repeat((4 - (Buffer.byteLength(text) % 3)) % 3);
}

/** The next letter decodes to the same bytes, as the bits that differ are spare. */
function nextLetter(part: string): string {
  return part.slice(0, -1) + ALPHABET[ALPHABET.indexOf(part.slice(-1)) + 1];
}

function inOtherAlphabet(part: string): string {
  return part.replaceAll('-', '+').replaceAll('_', '/');
}
