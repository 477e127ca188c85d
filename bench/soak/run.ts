import { once, setMaxListeners } from 'node:events';
import type { Audit } from './audit';
import { createSend } from './client';
import { type Crowd, startCrowd } from './crowd';
import { disturb, type Incident } from './disturb';
import { keepHistory, untilQuiet } from './history';
import type { Load } from './load';
import { judgeLogs } from './logs';
import type { Measures } from './measures';
import { type Memory, startMemory } from './memory';
import type { Options } from './options';
import { createRandom } from './random';
import { settle } from './settle';
import { startSystem, untilReady } from './system';

/** What is known of a run, as far as it has got. */
export interface Run {
  options: Options;
  measures: Measures;
  /** A directory for what the servers print. */
  logs: string;
  incidents: Incident[];
  /** How long the load has lasted. */
  seconds: number;
  memory: Memory[];
  sum?: Audit;
  /** Why it ended early. */
  failure?: string;
}

/**
 * Lets a crowd use a system that is disturbed, and compares what everybody was told with what there is.
 * @throws when it does not come to its end, and when `ending` is aborted; nothing of it is left then, either.
 */
export async function run(soak: Run, ending: AbortController): Promise<void> {
  const { options, measures, logs } = soak;
  const system = await startSystem(measures, logs);
  try {
    await untilReady(system, ending.signal);
    await keepHistory(system.postgres.url);
    const [writing, reading] = [new AbortController(), new AbortController()];
    setMaxListeners(0, reading.signal);
    const load: Load = {
      send: createSend(measures),
      measures,
      random: createRandom(options.seed),
      ports: system.servers.map(({ port }) => port),
      writing: writing.signal,
      reading: reading.signal,
      giveUp: (why) => ending.abort(new Error(why)),
    };
    const crowd = await startCrowd(load);
    const start = performance.now();
    const memory = startMemory(system.servers);
    // Chance of its own: the faults are the same however fast the machine is.
    const chance = createRandom(options.seed);
    try {
      await disturb(system, load, crowd.probe, chance, options, soak.incidents, ending.signal);
    } finally {
      soak.seconds = (performance.now() - start) / 1_000;
      soak.memory = memory.stop();
    }
    writing.abort();
    soak.sum = await unlessEnded(ending.signal, compare(load, crowd, system.postgres.url));
    reading.abort();
    await unlessEnded(ending.signal, crowd.read);
  } finally {
    await system.remove();
    await judgeLogs(measures, logs);
  }
}

async function compare(load: Load, crowd: Crowd, databaseUrl: string): Promise<Audit> {
  await crowd.written;
  await untilQuiet(databaseUrl);
  return settle(load, databaseUrl, crowd.replicas);
}

async function unlessEnded<T>(ending: AbortSignal, work: Promise<T>): Promise<T> {
  ending.throwIfAborted();
  return Promise.race([work, once(ending, 'abort').then(() => Promise.reject(ending.reason))]);
}
