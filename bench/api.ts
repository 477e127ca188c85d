import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '@/db/embedded';
import { serverVersion } from '@/testing/server-version';
import { drawChart } from './api/chart';
import { measureConcurrency } from './api/concurrency';
import { installPeers, ROOT } from './api/contenders';
import { createData } from './api/data';
import { measureGrowth } from './api/growth';
import { isWhole, readOptions } from './api/options';
import { type Measured, writeReport } from './api/report';
import { measureRequests } from './api/requests';
import { measureStarts } from './api/starts';
import { resultTable } from './api/tables';

const SMALL = { people: 1_000, many: 100_000, others: 0 };
/** 1,000,000 tasks in all. */
const GROWN = { ...SMALL, others: 43_000 };

const options = readOptions(process.argv.slice(2));
const has = (part: string) => options.parts.includes(part);
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => ending.abort(new Error(`Ended by ${signal}`)));
}
installPeers();
const directory = await mkdtemp(path.join(tmpdir(), 'tandem-bench-'));
// PostgreSQL runs as another user when this runs as root.
await chmod(directory, 0o755);
const server = await startEmbedded(directory);
try {
  const measured: Measured = { postgres: await serverVersion(server.url) };
  const small = await createData(server.url, 'small', SMALL);
  if (has('requests')) {
    measured.requests = await measureRequests(small, options, ending.signal, (result) =>
      process.stdout.write(`${resultTable(result)}\n`),
    );
  }
  if (has('concurrency')) {
    measured.concurrency = await measureConcurrency(small, options, ending.signal);
  }
  if (has('growth')) {
    const grown = await createData(server.url, 'grown', GROWN);
    measured.growth = await measureGrowth([small, grown], options, ending.signal);
    await grown.close();
  }
  if (has('starts')) measured.starts = await measureStarts(small.url, ending.signal);
  await small.close();

  const report = writeReport(measured, options);
  process.stdout.write(report);
  if (isWhole(options)) {
    await writeFile(path.join(ROOT, 'bench/results.md'), report);
    await writeFile(path.join(ROOT, 'bench/results.svg'), drawChart(measured.requests!.results));
  }
} finally {
  await server.stop();
  await rm(directory, { recursive: true });
}
