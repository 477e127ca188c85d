import { connectOnce } from '@/testing/connect-once';
import type { Random } from './random';
import type { System } from './system';

/** Does harm; the result undoes it, where it does not pass by itself. */
type Fault = (system: System, random: Random) => Promise<Undo | void>;
type Undo = () => Promise<unknown>;

/** Everything that is done to the system, each really. */
export const faults: Record<string, Fault> = {
  'PostgreSQL stopped (fast) and started': stopPostgres('fast'),
  'PostgreSQL stopped (immediate) and started': stopPostgres('immediate'),
  'postmaster killed, PostgreSQL started': async ({ postgres }) => {
    await postgres.kill();
    return postgres.start;
  },
  'a backend killed, PostgreSQL recovers': ({ postgres }) => postgres.crash(),
  'all connections terminated': ({ postgres }) => postgres.terminateBackends(),
  'no connections left': ({ postgres }) => postgres.exhaust(),
  'PostgreSQL read-only': async ({ postgres }) => {
    await postgres.setReadOnly(true);
    return () => postgres.setReadOnly(false);
  },
  'the table of revisions locked': lockRevisions,
  'network to one server stalled': stallNetwork('one'),
  'network to both servers stalled': stallNetwork('both'),
  'network to both servers cut': async ({ relays }) => relays.forEach(({ cut }) => cut()),
  'network to one server refusing': refuse('one'),
  'network to both servers refusing': refuse('both'),
  'network hangs up at once': async ({ relays }) => {
    for (const { hangUp, cut } of relays) {
      hangUp(true);
      cut();
    }
    return async () => relays.forEach(({ hangUp }) => hangUp(false));
  },
  'network slow (100 to 400 ms each way)': async ({ relays }, random) => {
    for (const { delay } of relays) delay(random.between(100, 400));
    return async () => relays.forEach(({ delay }) => delay(0));
  },
  'one server stopped (SIGTERM) and started': restart('one', 'SIGTERM'),
  'one server killed (SIGKILL) and started': restart('one', 'SIGKILL'),
  'both servers stopped and started': restart('both', 'SIGTERM'),
  'both servers killed and started': restart('both', 'SIGKILL'),
};

type Reach = 'one' | 'both';

function stopPostgres(mode: 'fast' | 'immediate'): Fault {
  return async ({ postgres }) => {
    await postgres.stop(mode);
    return postgres.start;
  };
}

function stallNetwork(reach: Reach): Fault {
  return async ({ relays }, random) => {
    const hit = some(relays, reach, random);
    for (const { stall } of hit) stall();
    return async () => hit.forEach(({ resume }) => resume());
  };
}

function refuse(reach: Reach): Fault {
  return async ({ relays }, random) => {
    const hit = some(relays, reach, random);
    await Promise.all(hit.map((relay) => relay.refuse(true)));
    for (const { cut } of hit) cut();
    return () => Promise.all(hit.map((relay) => relay.refuse(false)));
  };
}

function restart(reach: Reach, signal: 'SIGTERM' | 'SIGKILL'): Fault {
  return async ({ servers }, random) => {
    const hit = some(servers, reach, random);
    await Promise.all(hit.map((server) => server.stop(signal)));
    return async () => hit.forEach((server) => server.start());
  };
}

/** As a migration would that was written without thought. */
async function lockRevisions({ postgres }: System): Promise<Undo> {
  const sql = connectOnce(postgres.url);
  await sql`begin`;
  await sql`lock table task_revisions in access exclusive mode`;
  return () => sql.end();
}

function some<T>(items: T[], reach: Reach, random: Random): T[] {
  return reach === 'one' ? [random.pick(items)] : items;
}
