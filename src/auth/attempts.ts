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

  return {
    begin: async (account, address) => {
      if (!enabled) return undefined;
      const { count, seconds } = await countAttempt(db, await keyFor(account, address), WINDOW);
      return count > LIMIT ? seconds : undefined;
    },
    succeed: async (account, address) => {
      if (!enabled) return;
      const network = networkOf(address) ?? '';
      await forgetAttempts(db, [keyOf(...partsOf(account)), keyOf(...partsOf(account), network)]);
    },
    consume: async (key, { window, max }) => {
      const { count, seconds } = await countAttempt(db, keyOf(key, 'requests'), window);
      const allowed = count <= max;
      return { allowed, retryAfter: allowed ? null : seconds };
    },
  };

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

function partsOf(account: Account): [kind: string, name: string] {
  return 'email' in account ? ['email', account.email.toLowerCase()] : ['user', account.userId];
}
