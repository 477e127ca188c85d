import { createHash } from 'node:crypto';
import type { BadTokenContext, Flaw } from './bad-token-flaw';
import { forge, HEADER } from './forge';

const GUESSES =
  'secret password changeme test your-256-bit-secret your_jwt_secret undefined null HS256 tandem better-auth-secret-12345678901234567890'.split(
    ' ',
  );

/** With HS256, whoever has or guesses the secret makes tokens. */
export function wrongSecrets({ mint, secret, decoy }: BadTokenContext): Flaw[] {
  const signedWith = (key: string | Buffer) => forge(HEADER, mint.claims, key);
  const files: [string, string][] = [
    ['/dev/null', ''],
    ['../../../../../../dev/null', ''],
    ['/proc/sys/kernel/randomize_va_space', '2\n'],
    ["' union select 'key' --", 'key'],
    ["' or 1=1 --", ''],
    ['| echo key', 'key\n'],
    ['0', ''],
    ['__proto__', '[object Object]'],
    ['constructor', String(Object)],
    [decoy, ''],
  ];
  return [
    {
      why: 'An empty key is known to everybody.',
      source: 'CVE-2019-20933, CVE-2026-45363',
      tokens: {
        'signed with an empty key': signedWith(''),
        'signed with a newline': signedWith('\n'),
        'signed with a space': signedWith(' '),
      },
    },
    {
      why: 'The key is in every list of secrets to try first.',
      source: 'RFC 8725 2.2 and 3.5, WSTG-SESS-10, CVE-2025-45768',
      tokens: Object.fromEntries(
        GUESSES.map((guess) => [`signed with “${guess}”`, signedWith(guess)]),
      ),
    },
    {
      why: 'The key is nearly ours.',
      source: 'RFC 7518 3.2',
      tokens: {
        'signed with the secret and another letter': signedWith(`${secret}!`),
        'signed with the secret and a newline': signedWith(`${secret}\n`),
        'signed with the secret in capitals': signedWith(secret.toUpperCase()),
        'signed with the first 32 bytes of the secret': signedWith(secret.slice(0, 32)),
        'signed with the secret taken as base64': signedWith(Buffer.from(secret, 'base64')),
        'signed with the secret written as base64': signedWith(
          Buffer.from(secret).toString('base64'),
        ),
        'signed with the secret in UTF-16': signedWith(Buffer.from(secret, 'utf16le')),
        'signed with the hash of the secret': signedWith(
          createHash('sha256').update(secret).digest(),
        ),
      },
    },
    {
      why: 'The key id leads to no file, query, command or address.',
      source: 'RFC 8725 3.10, OWASP JWT Cheat Sheet',
      tokens: Object.fromEntries(
        files.map(([kid, key]) => [
          `kid ${kid === decoy ? 'that is a URL' : kid}, and the key that is there`,
          forge({ ...HEADER, kid }, mint.claims, key),
        ]),
      ),
      twin: mint.withHeader({ kid: '../../../../../../dev/null' }),
    },
  ];
}
