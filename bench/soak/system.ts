import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/testing/free-port';
import { type OwnPostgres, startOwnPostgres } from '@/testing/own-postgres';
import { type Relay, startRelay } from '@/testing/relay';
import type { Measures } from './measures';
import { createServer, type Server } from './server';

/** PostgreSQL, two servers as `npm start` runs them, and between them a network for each. */
export interface System {
  postgres: OwnPostgres;
  relays: Relay[];
  servers: Server[];
  remove: () => Promise<void>;
}

/** Few enough for a fault to use them up. */
const CONNECTIONS = 50;
const START_MS = 120_000;

/** Starts all of it; the servers print to files in the directory `logs`. */
export async function startSystem(measures: Measures, logs: string): Promise<System> {
  const postgres = await startOwnPostgres({ max_connections: CONNECTIONS });
  const relays = [await startRelay(postgres.url), await startRelay(postgres.url)];
  const ports = [await findFreePort(), await findFreePort()];
  const shared = {
    BETTER_AUTH_URL: `http://localhost:${ports[0]}`,
    BETTER_AUTH_SECRET: randomBytes(32).toString('hex'),
    API_RATE_LIMIT: '0',
    AUTH_RATE_LIMIT: 'off',
    LOG_LEVEL: 'warn',
  };
  const servers = relays.map(({ url }, index) => {
    const log = path.join(logs, `server-${index}.log`);
    return createServer(ports[index] ?? 0, { ...shared, DATABASE_URL: url }, log, measures);
  });
  for (const server of servers) server.start();
  return { postgres, relays, servers, remove };

  async function remove(): Promise<void> {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await Promise.all(relays.map((relay) => relay.close()));
    await postgres.remove();
  }
}

/** Waits until all servers are ready. @throws Error after two minutes, and what ended the run. */
export async function untilReady({ servers }: System, ending: AbortSignal): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (const server of servers) {
    while (!(await server.isReady())) {
      if (performance.now() > deadline) throw new Error('The servers do not become ready');
      await sleep(100, undefined, { signal: ending });
    }
  }
}
