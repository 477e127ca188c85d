import { createHmac } from 'node:crypto';
import { countAttempt, forgetAttempts, isSignedInAt } from '@/db/attempts';
import type { Db } from '@/db/client';
import { networkOf } from './client-network';
import { deriveKey } from './secret';

/** So many guesses of one password fail in a window of so many seconds. */
const LIMIT = 10;
const WINDOW = 15 * 60;

interface Rule {
  /** Seconds. */
  window: number;
  max: number;
}

/** The limits of log-in, which all processes on one database hold together. */
export interface Attempts {
  /**
   * Counts a guess at the password of an account, there or not, before it is judged; past 10 in 15
   * minutes it gives the seconds to wait. `address` is that of the client.
   */
  begin: (email: string, address?: string) => Promise<number | undefined>;
  /** The password was right: its guesses are forgotten. */
  succeed: (email: string, address?: string) => Promise<void>;
  /** Counts a request under a key by a rule of Better Auth's, in windows that begin with their first request. */
  consume: (key: string, rule: Rule) => Promise<{ allowed: boolean; retryAfter: number | null }>;
}

/** Keys are keyed hashes: the database does not tell whose account was tried, nor from where. */
export function createAttempts(options: { db: Db; secret: string; enabled: boolean }): Attempts {
  const { db, secret, enabled } = options;
  const hashKey = deriveKey(secret, 'tandem attempts v1');

  return {
    begin: async (email, address) => {
      if (!enabled) return undefined;
      const account = email.toLowerCase();
      const network = networkOf(address);
      // Who is signed in there already cannot be locked out by strangers, who share one count.
      const isKnown = await isSignedInAt(db, account, network ?? '');
      const key = isKnown && network ? keyOf(account, network) : keyOf(account);
      const { count, seconds } = await countAttempt(db, key, WINDOW);
      return count > LIMIT ? seconds : undefined;
    },
    succeed: async (email, address) => {
      if (!enabled) return;
      const account = email.toLowerCase();
      await forgetAttempts(db, [keyOf(account), keyOf(account, networkOf(address) ?? '')]);
    },
    consume: async (key, { window, max }) => {
      const { count, seconds } = await countAttempt(db, keyOf(key, 'requests'), window);
      const allowed = count <= max;
      return { allowed, retryAfter: allowed ? null : seconds };
    },
  };

  function keyOf(...parts: string[]): string {
    return createHmac('sha256', hashKey).update(JSON.stringify(parts)).digest('base64url');
  }
}
