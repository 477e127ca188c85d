import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createSend } from './client';
import { startCrowd } from './crowd';
import { disturb } from './disturb';
import { keepHistory, untilQuiet } from './history';
import type { Load } from './load';
import { judgeLogs } from './logs';
import { createMeasures } from './measures';
import { startMemory } from './memory';
import { readOptions } from './options';
import { createRandom } from './random';
import { writeReport } from './report';
import { settle } from './settle';
import { startSystem } from './system';

const options = readOptions(process.argv.slice(2));
const measures = createMeasures();
const system = await startSystem(measures);
process.once('SIGINT', () => void system.remove(false).then(() => process.exit(130)));
try {
  const { url } = system.postgres;
  await keepHistory(url);
  const [writing, reading] = [new AbortController(), new AbortController()];
  setMaxListeners(0, reading.signal);
  const load: Load = {
    send: createSend(measures),
    measures,
    random: createRandom(options.seed),
    ports: system.servers.map(({ port }) => port),
    writing: writing.signal,
    reading: reading.signal,
  };
  const crowd = await startCrowd(load);
  const start = performance.now();
  const memory = startMemory(system.servers);
  // Chance of its own: the faults are the same however fast the machine is.
  const chance = createRandom(options.seed);
  const incidents = await disturb(system, load, crowd.probe, chance, options);
  const seconds = (performance.now() - start) / 1_000;
  writing.abort();
  await crowd.written;
  await untilQuiet(url);
  const sum = await settle(load, url, crowd.replicas);
  reading.abort();
  await crowd.read;

  await judgeLogs(measures, system.logs);

  const report = writeReport({ options, measures, incidents, seconds, sum, memory: memory.stop() });
  process.stdout.write(report);
  if (options.report) await writeFile(options.report, report);
} finally {
  const isBroken = measures.broken.size > 0;
  if (isBroken) process.stdout.write(`\nWhat the servers said is in ${system.logs}\n`);
  await system.remove(isBroken);
  process.exitCode = isBroken ? 1 : 0;
}
