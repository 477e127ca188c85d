import type { BetterAuthRateLimitOptions } from 'better-auth';
import type { Attempts } from './attempts';

/** Requests of one address in a minute: where passwords are guessed, enough for an office behind one; and all others under `/api/auth`. */
const GUESSES = { window: 60, max: 20 };
const OTHERS = { window: 60, max: 600 };

/** Better Auth's limits by address (of IPv6 the /64), counted in the database by us. */
export function addressLimits(attempts: Attempts, enabled: boolean): BetterAuthRateLimitOptions {
  return {
    enabled,
    ...OTHERS,
    customRules: {
      '/sign-in/email': GUESSES,
      '/sign-up/email': GUESSES,
      // Else Better Auth has rules of its own for some others.
      '/**': OTHERS,
    },
    customStorage: {
      consume: (key, rule) => {
        const [address = ''] = key.split('|', 1);
        // One count for each rule: a path that leads nowhere must not open one of its own.
        return attempts.consume(`${address}|${rule.max}`, rule);
      },
    },
  };
}
