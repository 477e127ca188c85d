import { expect } from 'vitest';
import { TEST_SECRET } from './app';
import { type EventSource, openEvents } from './event-source';
import { type Asked, askAll } from './every-request';
import { addMember, addTask, type Member } from './members';
import { type OwnPostgres, startOwnPostgres } from './own-postgres';
import { type Relay, startRelay } from './relay';
import { type ServerProcess, startServerProcess } from './server-process';

/** Two processes on a PostgreSQL of their own; between it and the second is a network that can fail. */
export interface FaultyService {
  postgres: OwnPostgres;
  relay: Relay;
  servers: [ServerProcess, ServerProcess];
  close: () => Promise<void>;
}

/** Longer than anything takes on a machine that is busy, in milliseconds. */
export const PATIENCE_MS = 60_000;

/** `settings` are those of postgresql.conf. */
export async function startFaultyService(
  settings: Record<string, string | number> = {},
): Promise<FaultyService> {
  const postgres = await startOwnPostgres(settings);
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

/** Something that goes wrong. */
export interface Fault {
  /** Lets it happen; the result ends it. */
  begin: (member: Member) => Promise<() => Promise<unknown>>;
  /** What the servers say of themselves as long as it lasts, if that can be foretold. */
  readiness?: 200 | 503;
}

/**
 * Lets something go wrong and asks everything of the servers meanwhile, which is the result. Afterwards
 * they have to be well again by themselves, and streams that were open before have missed nothing.
 */
export async function suffer(servers: ServerProcess[], fault: Fault): Promise<Asked[]> {
  const [{ port }] = servers as [ServerProcess];
  const member = await addMember(port);
  const streams = await Promise.all(servers.map((server) => follow(server, member)));
  const asked = await endure(servers, member, fault);
  await Promise.all(servers.map((server) => says(server, 200)));
  await Promise.all(servers.map((server) => isWell(server, member)));
  const id = await addTask(port, member, 'Missed by nobody');
  await Promise.all(streams.map((stream) => isTold(stream, id)));
  return asked;
}

async function endure(
  servers: ServerProcess[],
  member: Member,
  { begin, readiness }: Fault,
): Promise<Asked[]> {
  const end = await begin(member);
  try {
    const asked = await Promise.all(servers.map(({ port }) => askAll(port, member)));
    if (readiness) await Promise.all(servers.map((server) => says(server, readiness)));
    return asked.flat();
  } finally {
    await end();
  }
}

/** Waits until everything that is asked of a server is done: the next statement may be told of the fault, too. */
async function isWell({ port }: ServerProcess, member: Member): Promise<void> {
  const ask = async () => {
    const asked = await askAll(port, member);
    return asked.filter(({ outcome, success }) => outcome !== success);
  };
  await expect.poll(ask, { timeout: PATIENCE_MS }).toEqual([]);
}

/** The same requests with these outcomes, to be expected. */
export function withOutcomes(asked: Asked[], outcome: (one: Asked) => Asked['outcome']): Asked[] {
  return asked.map((one) => ({ ...one, outcome: outcome(one) }));
}

/** Waits until a server says that it is ready, or that it is not; it lives all the time. */
async function says({ port }: ServerProcess, status: 200 | 503): Promise<void> {
  const ask = async (what: string) => (await fetch(`http://127.0.0.1:${port}/api/${what}`)).status;
  await expect
    .poll(async () => [await ask('healthz'), await ask('readyz')], { timeout: PATIENCE_MS })
    .toEqual([200, status]);
}

function follow({ port }: ServerProcess, { id, token }: Member): Promise<EventSource> {
  return openEvents(port, `/api/${id}/tasks/events`, { authorization: `Bearer ${token}` });
}

async function isTold(stream: EventSource, id: number): Promise<void> {
  for (;;) {
    const event = await stream.next();
    if (event?.type !== 'message') throw new Error(`The stream ended: ${JSON.stringify(event)}`);
    const { type, task } = event.data as { type: string; task?: { id: number } };
    if (type === 'upsert' && task?.id === id) return stream.cut();
  }
}
