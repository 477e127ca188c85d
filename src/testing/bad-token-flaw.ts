import type { Mint } from './bad-token-mint';
import type { PublishedKeys } from './bad-token-pairs';

/** What bad tokens are made of. */
export interface BadTokenContext {
  /** Makes tokens that the service under test accepts. */
  mint: Mint;
  /** `BETTER_AUTH_SECRET` of that service. */
  secret: string;
  /** What it keeps among its public keys. */
  keys: PublishedKeys;
  /** The id of a session that was signed out. */
  endedSid: string;
  /** The value of a session cookie of that service. */
  sessionCookie: string;
  /** An address that no token may make the service look at. */
  decoy: string;
}

/** A reason to refuse a token, and tokens that give no other. */
export interface Flaw {
  /** Why such a token must be refused. */
  why: string;
  /** Standards, guides and advisories that say so. */
  source: string;
  /** By name; each fit for a header: visible ASCII, with spaces inside at most. */
  tokens: Record<string, string>;
  /** The nearest token without the flaw; the good one that all are made of unless given. */
  twin?: string;
  /** What `verify` says; `invalid` unless given. */
  reason?: 'expired' | 'revoked';
}

/** One token for each value, named after it. */
export function forms(
  name: string,
  values: unknown[],
  token: (value: unknown) => string,
): Record<string, string> {
  return Object.fromEntries(values.map((value) => [`${name} ${spell(value)}`, token(value)]));
}

/** One token for each value that has a name. */
export function rename(
  prefix: string,
  values: Record<string, string>,
  token: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, token(value)]),
  );
}

function spell(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 30)}…` : text;
}
