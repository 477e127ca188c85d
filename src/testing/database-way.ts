import { parseEnv } from '@/env';

/** Where the tests' databases are. */
interface DatabaseWay {
  /** A server on which databases can be made; undefined where one has to be started. */
  server: string | undefined;
  /** What the product goes through to it. */
  pooler: string | undefined;
  /** Whether statements may be prepared. */
  prepare: boolean;
}

/** Reads it from environment variables, as the product does. */
export function readDatabaseWay(source: Record<string, string | undefined>): DatabaseWay {
  const { DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_PREPARE } = parseEnv({
    DATABASE_URL: source.DATABASE_URL,
    DATABASE_DIRECT_URL: source.DATABASE_DIRECT_URL,
    DATABASE_PREPARE: source.DATABASE_PREPARE,
    BETTER_AUTH_SECRET: 'a secret that nobody is given here',
  });
  return {
    server: DATABASE_DIRECT_URL ?? DATABASE_URL,
    pooler: DATABASE_DIRECT_URL && DATABASE_URL,
    prepare: DATABASE_PREPARE,
  };
}
