import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { countAttempt, forgetAttempts, isSignedInAt } from '@/db/attempts';
import type { Db } from '@/db/client';
import { networkOf } from './client-network';
import { deriveKey } from './secret';

/** How many guesses at one password may fail. */
const GUESSES = { window: 15 * 60, max: 10 };

/** Keys past their limit that a process remembers, and for how many milliseconds: others may take the count back. */
const REMEMBERED = { max: 10_000, ttl: 1_000 };

interface Rule {
  /** Seconds. */
  window: number;
  max: number;
}

/** Whose password is guessed: strangers name an e-mail; who is signed in, and counted apart, has an id. */
type Account = { email: string } | { userId: string };

/** The limits of log-in, which all processes on one database hold together. */
export interface Attempts {
  /**
   * Counts a guess at the password of an account, there or not, before it is judged; past 10 in 15
   * minutes it gives the seconds to wait. `address` is that of the client.
   */
  begin: (account: Account, address?: string) => Promise<number | undefined>;
  /** The password was right: its guesses are forgotten. */
  succeed: (account: Account, address?: string) => Promise<void>;
  /** Counts a request under a key by a rule of Better Auth's, in windows that begin with their first request. */
  consume: (key: string, rule: Rule) => Promise<{ allowed: boolean; retryAfter: number | null }>;
}

/** Keys are keyed hashes: the database does not tell whose account was tried, nor from where. */
export function createAttempts(options: { db: Db; secret: string; enabled: boolean }): Attempts {
  const { db, secret, enabled } = options;
  const hashKey = deriveKey(secret, 'tandem attempts v1');
  /** When the windows of keys end, by the clock of `performance`. */
  const exhausted = new LRUCache<string, number>(REMEMBERED);

  return {
    begin: async (account, address) =>
      enabled ? secondsToWait(await keyFor(account, address), GUESSES) : undefined,
    succeed: async (account, address) => {
      if (!enabled) return;
      const network = networkOf(address) ?? '';
      const keys = [keyOf(...partsOf(account)), keyOf(...partsOf(account), network)];
      await forgetAttempts(db, keys);
      for (const key of keys) exhausted.delete(key);
    },
    consume: async (key, rule) => {
      const seconds = await secondsToWait(keyOf(key, 'requests'), rule);
      return { allowed: seconds === undefined, retryAfter: seconds ?? null };
    },
  };

  /** Who is past the limit is refused without being counted: a flood must not be one of writes to a row. */
  async function secondsToWait(key: string, { window, max }: Rule): Promise<number | undefined> {
    const until = exhausted.get(key) ?? 0;
    if (until > performance.now()) return secondsTo(until);
    const { count, left } = await countAttempt(db, key, window);
    if (count <= max) return undefined;
    const end = performance.now() + left;
    exhausted.set(key, end);
    return secondsTo(end);
  }

  /** Who is signed in at the address already cannot be locked out by strangers, who share one count. */
  async function keyFor(account: Account, address: string | undefined): Promise<string> {
    const [kind, name] = partsOf(account);
    const network = networkOf(address);
    const isKnown = kind === 'email' && network && (await isSignedInAt(db, name, network));
    return isKnown ? keyOf(kind, name, network) : keyOf(kind, name);
  }

  function keyOf(...parts: string[]): string {
    return createHmac('sha256', hashKey).update(JSON.stringify(parts)).digest('base64url');
  }
}

function secondsTo(until: number): number {
  return Math.max(1, Math.ceil((until - performance.now()) / 1_000));
}

function partsOf(account: Account): [kind: string, name: string] {
  return 'email' in account ? ['email', account.email.toLowerCase()] : ['user', account.userId];
}
