import cluster from 'node:cluster';
import pino from 'pino';
import pretty from 'pino-pretty';
import {
  type RateLimiterAbstract,
  RateLimiterCluster,
  RateLimiterMemory,
} from 'rate-limiter-flexible';
import { type Attempts, createAttempts } from '@/auth/attempts';
import { type Auth, createAuth } from '@/auth/server';
import { createRevocations, type Revocations } from '@/auth/revocations';
import { loadSecret } from '@/auth/secret';
import { createPseudonyms } from '@/auth/pseudonym';
import { createTokens, type Tokens } from '@/auth/tokens';
import { connectDatabase, type Db } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { describeFailure } from '@/db/failures';
import { startHousekeeping } from '@/db/housekeeping';
import { createLiveRevisions, type LiveRevisions } from '@/db/live-revisions';
import { migrate } from '@/db/migrate';
import { isPooled } from '@/db/pooler';
import { createReadiness } from '@/db/readiness';
import { type Env, readEnv } from '@/env';
import { collectFromAll } from '@/telemetry/all-processes';
import { createTelemetry, type Telemetry } from '@/telemetry/telemetry';

/** What one process has once; handed down to everything that answers requests. */
export interface Services {
  env: Env;
  log: pino.Logger;
  db: Db;
  auth: Auth;
  tokens: Tokens;
  /** Guesses at passwords, counted by all processes together. */
  attempts: Attempts;
  /** The sessions that ended before their tokens do. */
  revocations: Revocations;
  /** Who follows the tasks of whom. */
  live: LiveRevisions;
  /** Requests of a user in a minute; undefined when the limit is off. */
  limiter: RateLimiterAbstract | undefined;
  /** Whether the database answers and takes writes, all migrations are applied and the process is not stopping. */
  isReady: () => Promise<boolean>;
  /** Names a user for the log. */
  pseudonym: (userId: string) => string;
  telemetry: Telemetry | undefined;
  /** What all processes of this host count, in Prometheus' text format; nothing without telemetry. */
  collectMetrics: () => Promise<string>;
  /** Closes the connections to a database that takes no writes, so that the next ones find one that does. */
  reconnect: () => void;
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

/** What tests and tools may put in place of the defaults. */
export interface ServiceOptions {
  log?: pino.Logger;
  telemetry?: Telemetry | undefined;
  /** Called with the text of every statement, and its values. */
  onStatement?: (statement: string, values: unknown[]) => void;
}

/** Starts or reaches the database, migrates it and makes what the procedures need. */
export async function createServices(env: Env, options: ServiceOptions = {}): Promise<Services> {
  if (env.DATABASE_URL) return connectServices(env, env.DATABASE_URL, options);
  const { log = createLog(env) } = options;
  const embedded = await startEmbedded(env.DATA_DIR, (error) => {
    log.error({ failure: describeFailure(error) }, 'PostgreSQL died and could not be started');
  });
  try {
    const services = await connectServices(env, embedded.url, { ...options, log });
    return { ...services, close: () => services.close().finally(embedded.stop) };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function connectServices(
  env: Env,
  url: string,
  { log = createLog(env), ...options }: ServiceOptions,
): Promise<Services> {
  const directUrl = env.DATABASE_DIRECT_URL ?? url;
  const directName = env.DATABASE_DIRECT_URL ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL';
  const pooled = await isPooled(url).catch(cannotBeUsed('DATABASE_URL'));
  await migrate(directUrl).catch(cannotBeUsed(directName));
  const secret = env.BETTER_AUTH_SECRET ?? (await loadSecret(env.DATA_DIR));
  const { telemetry = await createTelemetry(env, log) } = options;
  const observe = telemetry?.statement;
  const { DATABASE_POOL_MAX: poolMax, DATABASE_PREPARE: prepare } = env;
  const database = connectDatabase({
    url,
    poolMax,
    prepare,
    observe,
    bounded: !pooled,
    ...options,
  });
  const { db, reconnect, close } = database;
  const live = createLiveRevisions(db, log);
  const revocations = await createRevocations({ db, directUrl, log, onRevoked: live.wake });
  const tokens = createTokens({ env, secret, db, revocations });
  const attempts = createAttempts({ db, secret, enabled: env.AUTH_RATE_LIMIT });
  const housekeeping = startHousekeeping(db, log);
  const isUsable = createReadiness(database);
  let draining = false;
  return {
    env,
    log,
    db,
    auth: createAuth({ env, secret, db, revocations, tokens, attempts, log, reconnect }),
    tokens,
    attempts,
    revocations,
    live,
    limiter: createLimiter(env),
    pseudonym: createPseudonyms(secret),
    telemetry,
    collectMetrics: createCollection(telemetry),
    isReady: async () => !draining && isUsable(),
    reconnect,
    drain: () => (draining = true),
    close: async () => {
      live.close();
      // At once: what they wait for may wait for a place in the pool, which ends here.
      await Promise.all([housekeeping.stop(), revocations.close(), close()]);
      await telemetry?.close();
    },
  };
}

function cannotBeUsed(name: string) {
  return (cause: Error): never => {
    throw new Error(`The database at ${name} cannot be used: ${cause.message}`, { cause });
  };
}

/** The processes of one host are asked as one. */
function createCollection(telemetry: Telemetry | undefined): () => Promise<string> {
  const collect = async () => (await telemetry?.collect()) ?? '';
  return cluster.isWorker ? collectFromAll(collect) : collect;
}

/** The processes of one host count together, in the one that started them. */
function createLimiter({ API_RATE_LIMIT: points }: Env): RateLimiterAbstract | undefined {
  if (points === 0) return undefined;
  const limit = { points, duration: 60 };
  if (!cluster.isWorker) return new RateLimiterMemory(limit);
  return new RateLimiterCluster({ ...limit, keyPrefix: 'user', timeoutMs: 1_000 });
}

/** JSON lines on standard output; readable ones on a terminal. */
export function createLog(env: Pick<Env, 'LOG_LEVEL'>): pino.Logger {
  const options = { level: env.LOG_LEVEL, base: null };
  // Not one write for each line: what waits is written when the process ends, too.
  return pino(
    options,
    process.stdout.isTTY
      ? pretty({ sync: true })
      : pino.destination({ sync: false, minLength: 8_192, periodicFlush: 100 }),
  );
}
