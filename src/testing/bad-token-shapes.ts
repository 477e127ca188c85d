import type { BadToken, BadTokenContext } from './bad-tokens';
import { decodePart, encode, forge, HEADER, signText } from './forge';

export function wrongShapes({ secret, token, revokedToken }: BadTokenContext): BadToken[] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = decodePart(token, 1);
  const payloads = ['[]', `[${JSON.stringify(claims)}]`, 'null', '7', '"x"', '{}', '{', ' '];
  return [
    ...payloads.map((text) => ({
      name: `the payload ${text.slice(0, 12)}`,
      token: forge(HEADER, text, secret),
    })),
    { name: 'no payload', token: signText(`${header}.`, secret) },
    { name: 'no header', token: `.${payload}.${signature}` },
    { name: 'no signature', token: `${header}.${payload}.` },
    { name: 'one part', token: payload },
    { name: 'two parts', token: `${header}.${payload}` },
    { name: 'four parts', token: `${token}.${signature}` },
    {
      name: 'five parts, as encrypted tokens have',
      token: `${encode({ alg: 'dir', enc: 'A256GCM' })}..${signature.slice(0, 16)}.${payload}.${signature.slice(0, 22)}`,
    },
    { name: 'dots alone', token: '..' },
    {
      name: 'the JSON serialisation',
      token: JSON.stringify({ protected: header, payload, signature }),
    },
    { name: 'padding', token: `${token}=` },
    { name: 'a signature that is cut', token: token.slice(0, -1) },
    { name: 'a signature that is longer', token: `${token}A` },
    {
      name: 'the signature of another token',
      token: `${header}.${payload}.${revokedToken.split('.')[2]}`,
    },
    {
      name: 'other claims under the signature',
      token: `${header}.${encode({ ...claims, sub: 'another' })}.${signature}`,
    },
    { name: 'base64 with + and /', token: `${header}.${payload}.${signature.slice(0, -2)}+/` },
    { name: 'an asterisk', token: `${header}.*${payload}.${signature}` },
    { name: 'a space inside', token: `${header}. ${payload}.${signature}` },
    { name: 'quotation marks', token: `"${token}"` },
    { name: 'the scheme twice', token: `Bearer ${token}` },
    { name: 'two tokens', token: `${token}, ${token}` },
    {
      name: 'another spelling of the signature',
      token: `${token.slice(0, -1)}${nextLetter(token.slice(-1))}`,
    },
    {
      name: 'more than 8 KiB',
      token: forge(HEADER, { ...claims, more: 'x'.repeat(8_192) }, secret),
    },
    { name: 'a word', token: 'undefined' },
  ];
}

/** 32 bytes leave two bits unused in the last letter: the next letter decodes to the same bytes. */
function nextLetter(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) + 1] ?? 'A';
}
