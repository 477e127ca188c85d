import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import type { Random } from './random';
import type { Server } from './server';
import type { System } from './system';

/** Does harm for so many milliseconds, and undoes it. */
export type Fault = (system: System, holdMs: number, random: Random) => Promise<void>;

/** Everything that is done to the system, each really. */
export const faults: Record<string, Fault> = {
  'PostgreSQL stopped (fast) and started': stopPostgres('fast'),
  'PostgreSQL stopped (immediate) and started': stopPostgres('immediate'),
  'postmaster killed, PostgreSQL started': async ({ postgres: server }, holdMs) => {
    await server.kill();
    await sleep(holdMs);
    await server.start();
  },
  'a backend killed, PostgreSQL recovers': ({ postgres: server }) => server.crash(),
  'all connections terminated': ({ postgres: server }) => server.terminateBackends(),
  'no connections left': exhaust,
  'PostgreSQL read-only': async ({ postgres: server }, holdMs) => {
    await server.setReadOnly(true);
    await sleep(holdMs);
    await server.setReadOnly(false);
  },
  'the table of revisions locked': lockRevisions,
  'network to one server stalled': stallNetwork('one'),
  'network to both servers stalled': stallNetwork('both'),
  'network to both servers cut': async ({ relays }) => relays.forEach(({ cut }) => cut()),
  'network to one server refusing': refuse('one'),
  'network to both servers refusing': refuse('both'),
  'network hangs up at once': async ({ relays }, holdMs) => {
    for (const { hangUp, cut } of relays) {
      hangUp(true);
      cut();
    }
    await sleep(holdMs);
    for (const { hangUp } of relays) hangUp(false);
  },
  'network slow (100 to 400 ms each way)': async ({ relays }, holdMs, random) => {
    for (const { delay } of relays) delay(random.between(100, 400));
    await sleep(holdMs);
    for (const { delay } of relays) delay(0);
  },
  'one server stopped (SIGTERM) and started': restart('one', 'SIGTERM'),
  'one server killed (SIGKILL) and started': restart('one', 'SIGKILL'),
  'both servers stopped and started': restart('both', 'SIGTERM'),
  'both servers killed and started': restart('both', 'SIGKILL'),
};

type Reach = 'one' | 'both';

function stopPostgres(mode: 'fast' | 'immediate'): Fault {
  return async ({ postgres: server }, holdMs) => {
    await server.stop(mode);
    await sleep(holdMs);
    await server.start();
  };
}

function stallNetwork(reach: Reach): Fault {
  return async ({ relays }, holdMs, random) => {
    const hit = some(relays, reach, random);
    for (const { stall } of hit) stall();
    await sleep(holdMs);
    for (const { resume } of hit) resume();
  };
}

function refuse(reach: Reach): Fault {
  return async ({ relays }, holdMs, random) => {
    const hit = some(relays, reach, random);
    await Promise.all(hit.map((relay) => relay.refuse(true)));
    for (const { cut } of hit) cut();
    await sleep(holdMs);
    await Promise.all(hit.map((relay) => relay.refuse(false)));
  };
}

function restart(reach: Reach, signal: 'SIGTERM' | 'SIGKILL'): Fault {
  return async ({ servers }, holdMs, random) => {
    const hit: Server[] = some(servers, reach, random);
    await Promise.all(hit.map((server) => server.stop(signal)));
    await sleep(Math.min(holdMs, 3_000));
    for (const server of hit) server.start();
  };
}

/** Somebody else takes every connection that there is, and ends those of the servers. */
async function exhaust({ postgres: server }: System, holdMs: number): Promise<void> {
  const until = performance.now() + holdMs;
  const taken: Sql[] = [];
  let isFirst = true;
  while (performance.now() < until) {
    if (await takeConnection(server.url, taken)) continue;
    if (isFirst) await server.terminateBackends();
    isFirst = false;
    await sleep(20);
  }
  await Promise.all(taken.map((sql) => sql.end()));
}

async function takeConnection(url: string, taken: Sql[]): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, max_lifetime: null });
  try {
    await sql`select 1`;
    taken.push(sql);
    return true;
  } catch {
    await sql.end();
    return false;
  }
}

/** As a migration would that was written without thought. */
async function lockRevisions({ postgres: server }: System, holdMs: number): Promise<void> {
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  await sql.begin(async (transaction) => {
    await transaction`lock table task_revisions in access exclusive mode`;
    await sleep(holdMs);
  });
  await sql.end();
}

function some<T>(items: T[], reach: Reach, random: Random): T[] {
  return reach === 'one' ? [random.pick(items)] : items;
}
