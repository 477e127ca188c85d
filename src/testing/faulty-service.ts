import { test as base } from 'vitest';
import { TEST_SECRET } from './app';
import { type OwnPostgres, startOwnPostgres } from './own-postgres';
import { type Relay, startRelay } from './relay';
import { type ServerProcess, startServerProcess } from './server-process';

/** Two processes on a PostgreSQL of their own; between it and the second is a network that can fail. */
interface FaultyService {
  postgres: OwnPostgres;
  relay: Relay;
  servers: [ServerProcess, ServerProcess];
  close: () => Promise<void>;
}

/** Longer than a test takes on a machine that is busy, in milliseconds. */
export const LIMIT = { timeout: 240_000 };

/** A test that has such a service together with the others of its file. */
export const test = base
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the pattern.
  .extend('service', { scope: 'file' }, async ({}, { onCleanup }) => {
    const service = await startFaultyService();
    onCleanup(service.close);
    return service;
  });

async function startFaultyService(): Promise<FaultyService> {
  const postgres = await startOwnPostgres({ max_connections: 40 });
  const relay = await startRelay(postgres.url);
  const servers = await Promise.all([startServer(postgres.url), startServer(relay.url)]);
  return {
    postgres,
    relay,
    servers,
    close: async () => {
      await Promise.all(servers.map(({ kill }) => kill()));
      await relay.close();
      await postgres.remove();
    },
  };
}

function startServer(url: string): Promise<ServerProcess> {
  return startServerProcess({
    DATABASE_URL: url,
    DATABASE_POOL_MAX: '10',
    BETTER_AUTH_SECRET: TEST_SECRET,
    LOG_LEVEL: 'error',
  });
}
