import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
  /** What the servers print. */
  logs: string;
  /** Ends everything; `keepLogs` for whoever wants to read them. */
  remove: (keepLogs: boolean) => Promise<void>;
}

/** Few enough for a fault to use them up. */
const CONNECTIONS = 50;

/** Starts all of it, and waits until both servers are ready. */
export async function startSystem(measures: Measures): Promise<System> {
  const logs = await mkdtemp(path.join(tmpdir(), 'tandem-soak-'));
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
  await untilReady(servers);
  return { postgres, relays, servers, logs, remove };

  async function remove(keepLogs: boolean): Promise<void> {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await Promise.all(relays.map((relay) => relay.close()));
    await postgres.remove();
    if (!keepLogs) await rm(logs, { recursive: true });
  }
}

async function untilReady(servers: Server[]): Promise<void> {
  for (const server of servers) while (!(await server.isReady())) await sleep(100);
}
