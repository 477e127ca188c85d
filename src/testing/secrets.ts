import { randomBytes } from 'node:crypto';
import { deriveKey } from '@/auth/secret';
import { signShared } from '@/auth/signature';
import { forge, HEADER } from './forge';

/** What a log must not hold. */
export const KINDS = [
  'a token',
  'a session cookie',
  'the token of a session',
  'a password',
  'the hash of a password',
  'BETTER_AUTH_SECRET or a key derived from it',
  'the password of the database',
  'an e-mail address',
  'a name',
  'a text of a task',
  'a parameter of a URL',
] as const;

export type Secrets = Record<(typeof KINDS)[number], string[]>;

/** Secrets that nothing else on earth equals; those that the service makes are added as they are met. */
export function makeSecrets(secret: string, databaseUrl: string): Secrets {
  return {
    'a token': [],
    'a session cookie': [],
    'the token of a session': [],
    'a password': [mark('right'), mark('wrong'), mark('new')],
    'the hash of a password': [],
    'BETTER_AUTH_SECRET or a key derived from it': [
      secret,
      deriveKey(secret, 'tandem better-auth v1'),
    ],
    'the password of the database': [new URL(databaseUrl).password],
    'an e-mail address': [`${mark('ada')}@example.com`, `${mark('nobody')}@example.com`],
    'a name': [mark('Ada')],
    // A message of several lines can look like the frames of a stack.
    'a text of a task': [`${mark('title')}\n    at ${mark('frame')} (a.js:1:1)`, mark('text')],
    'a parameter of a URL': [mark('parameter')],
  };
}

/** Tokens of a user that are wrong in ways that clients meet: expired, signed by somebody else, and none at all. */
export async function makeBadTokens(secret: string, userId: string): Promise<string[]> {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { sub: userId, sid: mark('session'), iat: now - 20, exp: now - 10 };
  return [
    await signShared(secret, claims),
    forge(HEADER, { ...claims, exp: now + 600 }, mark('key')),
    `ey${mark('neither')}.${mark('nor')}.${mark('either')}`,
  ];
}

/** The forms in which a text may be written into a line: as it is, in a URL, in JSON; and its longer parts. */
export function formsOf(text: string): string[] {
  const parts = text.split(/[.:\n]/).filter((part) => part.length > 16 && !isHeader(part));
  return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), ...parts];
}

/** A word of this kind, with eight random bytes. */
export function mark(kind: string): string {
  return `${kind}${randomBytes(8).toString('hex')}`;
}

/** The first part of a token is the same in all. */
function isHeader(part: string): boolean {
  return part === Buffer.from(JSON.stringify(HEADER)).toString('base64url');
}
