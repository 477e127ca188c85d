import type { BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { jwt } from 'better-auth/plugins';
import type { Db } from '@/db/client';
import * as schema from '@/db/schema/auth';
import type { Env } from '@/env';
import { addressLimits } from './address-limits';
import { apiTokens } from './api-token-plugin';
import type { Attempts } from './attempts';
import { ipAddress } from './client-network';
import { failureOptions, type Reporting } from './failures';
import { jwtOptions } from './jwt-plugin';
import type { Revocations } from './revocations';
import { deriveKey } from './secret';
import type { Tokens } from './tokens';

const DAY = 86_400;
/** Seconds that a log-in lasts at least after its last use: the cookie renews tokens, however short-lived those are. */
const MIN_LOG_IN = 7 * DAY;

/** Our own procedures do these, which here would leave sessions alive, or try passwords without a limit. */
const REPLACED = [
  '/list-sessions',
  '/revoke-session',
  '/revoke-sessions',
  '/revoke-other-sessions',
  '/change-password',
  '/verify-password',
  '/delete-user',
  '/delete-user/callback',
];

export interface AuthOptions extends Reporting {
  env: Env;
  /** `BETTER_AUTH_SECRET`; Better Auth itself gets a key derived from it. */
  secret: string;
  db: Db;
  revocations: Revocations;
  tokens: Tokens;
  attempts: Attempts;
}

/** Better Auth's whole configuration. */
export function betterAuthOptions(options: AuthOptions) {
  const { env, secret, db, revocations, tokens, attempts } = options;
  const key = deriveKey(secret, 'tandem better-auth v1');
  const jwtPlugin = jwtOptions({ env, secret, db });
  return {
    baseURL: env.BETTER_AUTH_URL,
    basePath: '/api/auth',
    secret: key,
    // Else BETTER_AUTH_SECRETS in the environment, which Better Auth reads by itself, would win.
    secrets: [{ version: 1, value: key }],
    trustedOrigins: env.CORS_ORIGINS,
    disabledPaths: REPLACED,
    database: drizzleAdapter(db, { provider: 'pg', schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: Math.max(MIN_LOG_IN, env.JWT_EXPIRES_IN),
      updateAge: DAY,
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        delete: {
          after: async ({ id, expiresAt }) => revocations.add(id, expiresAt.getTime() / 1_000),
        },
      },
    },
    rateLimit: addressLimits(attempts, env.AUTH_RATE_LIMIT),
    advanced: {
      useSecureCookies: env.BETTER_AUTH_URL.startsWith('https:'),
      // Off in tests unless it is asked for.
      disableOriginCheck: false,
      ipAddress,
    },
    telemetry: { enabled: false },
    ...failureOptions(options),
    plugins: [jwt(jwtPlugin), apiTokens({ db, tokens, revocations, attempts, jwt: jwtPlugin })],
  } satisfies BetterAuthOptions;
}
