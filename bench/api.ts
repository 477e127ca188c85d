import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '@/db/embedded';
import { compare } from './api/compare';
import { listContenders, type Running, start } from './api/contenders';
import { createData } from './api/data';
import { readOptions } from './api/options';
import { residentMiB } from './api/processes';
import { installPeers } from './api/peers';
import { measureRounds } from './api/rounds';
import { workTable } from './api/tables';
import { createWorks } from './api/works';

const CONNECTIONS = 32;

const options = readOptions(process.argv.slice(2));
installPeers();
const directory = await mkdtemp(path.join(tmpdir(), 'tandem-bench-'));
// PostgreSQL runs as another user when this runs as root.
await chmod(directory, 0o755);
const server = await startEmbedded(directory);
const running: Running[] = [];
try {
  const data = await createData(server.url, 'small');
  const works = await createWorks(data);
  for (const [name, contender] of listContenders(options.against)) {
    if (options.only && ![...options.only, 'against'].includes(name)) continue;
    running.push(await start(name, contender, data.url));
  }
  for (const [name, work] of works) {
    if (options.work && !options.work.includes(name)) continue;
    const able = running.filter(({ ours }) => ours || !work.ours);
    await compare(able, name, work);
    await data.tidy();
    const samples = await measureRounds(able, work, { ...options, connections: CONNECTIONS });
    const titled = able.map(({ title, name: key }) => [title, samples.get(key) ?? []] as const);
    process.stdout.write(`${workTable({ title: work.title, samples: new Map(titled) })}\n`);
  }
  process.stdout.write('Resident memory after it:\n');
  for (const { title, process: child } of running) {
    process.stdout.write(`- ${title}: ${await residentMiB(child.pid)} MiB\n`);
  }
  await data.close();
} finally {
  await Promise.all(running.map(({ stop }) => stop()));
  await server.stop();
  await rm(directory, { recursive: true });
}
