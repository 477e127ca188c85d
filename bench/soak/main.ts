import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMeasures } from './measures';
import { readOptions } from './options';
import { wasKept } from './promises';
import { writeReport } from './report';
import { type Run, run } from './run';

const options = readOptions(process.argv.slice(2));
const logs = await mkdtemp(path.join(tmpdir(), 'tandem-soak-'));
const measures = createMeasures();
const soak: Run = { options, measures, logs, incidents: [], seconds: 0, memory: [] };
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => ending.abort(new Error(`Ended by ${signal}`)));
}
try {
  await run(soak, ending);
} catch (error) {
  soak.failure = String(ending.signal.reason ?? error);
}

const report = writeReport(soak);
process.stdout.write(report);
if (options.report) await writeFile(options.report, report);
const isGood = soak.failure === undefined && [...measures.verdicts.values()].every(wasKept);
if (isGood) await rm(logs, { recursive: true });
else process.stdout.write(`\nWhat the servers said is in ${logs}\n`);
// Whoever still asks what is gone is not waited for.
process.exit(isGood ? 0 : 1);
