import pino from 'pino';
import pretty from 'pino-pretty';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Auth, createAuth } from '@/auth/server';
import { createRevocations } from '@/auth/revocations';
import { loadSecret } from '@/auth/secret';
import { createTokens, type Tokens } from '@/auth/tokens';
import { connectDatabase, type Db } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { isMigrated, migrate } from '@/db/migrate';
import { type Env, readEnv } from '@/env';

/** What one process has once; handed down to everything that answers requests. */
export interface Services {
  env: Env;
  log: pino.Logger;
  db: Db;
  auth: Auth;
  tokens: Tokens;
  /** Requests of a user in a minute; undefined when the limit is off. */
  limiter: RateLimiterMemory | undefined;
  /** Whether the database answers, all migrations are applied and the process is not stopping. */
  isReady: () => Promise<boolean>;
  /** From now on `isReady` is false. */
  drain: () => void;
  /** Ends connections, and the embedded database if nobody else uses it. */
  close: () => Promise<void>;
}

const shared = globalThis as typeof globalThis & { tandemServices?: Promise<Services> };

/** The services of this process, made at the first call; reloads of code in development keep them. */
export function getServices(): Promise<Services> {
  shared.tandemServices ??= createServices(readEnv()).catch((error: unknown) => {
    delete shared.tandemServices;
    throw error;
  });
  return shared.tandemServices;
}

/** Starts or reaches the database, migrates it and makes what the procedures need. */
export async function createServices(env: Env, log = createLog(env)): Promise<Services> {
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded(env.DATA_DIR);
  const url = env.DATABASE_URL ?? embedded!.url;
  const directUrl = env.DATABASE_DIRECT_URL ?? url;
  await migrate(directUrl);
  const database = connectDatabase({
    url,
    poolMax: env.DATABASE_POOL_MAX,
    prepare: env.DATABASE_PREPARE,
  });
  const { db } = database;
  const secret = env.BETTER_AUTH_SECRET ?? (await loadSecret(env.DATA_DIR));
  const revocations = await createRevocations({ sql: database.sql, directUrl, log });
  let draining = false;
  return {
    env,
    log,
    db,
    auth: createAuth({ env, secret, db, revocations, log }),
    tokens: createTokens({ env, secret, db, revocations }),
    limiter:
      env.API_RATE_LIMIT > 0
        ? new RateLimiterMemory({ points: env.API_RATE_LIMIT, duration: 60 })
        : undefined,
    isReady: async () => !draining && (await isMigrated(db)),
    drain: () => {
      draining = true;
    },
    close: async () => {
      await revocations.close();
      await database.close();
      await embedded?.stop();
    },
  };
}

/** JSON lines on standard output; readable ones on a terminal. */
export function createLog(env: Pick<Env, 'LOG_LEVEL'>): pino.Logger {
  const options = { level: env.LOG_LEVEL, base: null };
  return process.stdout.isTTY ? pino(options, pretty({ sync: true })) : pino(options);
}
