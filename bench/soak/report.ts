import { availableParallelism, loadavg } from 'node:os';
import type { Audit } from './audit';
import type { Incident } from './disturb';
import type { Memory } from './memory';
import { type Measures, total } from './measures';
import type { Options } from './options';
import { table } from './table';

interface Run {
  options: Options;
  measures: Measures;
  incidents: Incident[];
  seconds: number;
  sum: Audit;
  memory: Memory[];
}

/** What happened, as Markdown. */
export function writeReport(run: Run): string {
  return [
    '# Soak',
    INTRODUCTION,
    '## Result',
    result(run),
    '## Load',
    load(run),
    '## Faults',
    faults(run.incidents),
    '## Memory',
    memory(run.memory),
  ]
    .join('\n\n')
    .concat('\n');
}

const INTRODUCTION = `
Written by \`npm run soak\`; \`--minutes\`, \`--seed\`, \`--fault-every\` (seconds) and \`--report\` (file)
change it. Two servers (\`node dist/server.mjs\`), each with a network of its own to one PostgreSQL that
belongs to the run. 24 people write and read as fast as they are answered, with two requests at a time
each, over either server; each is followed by a reader of changes and by a stream of events, and two
more sign in and out. Meanwhile one fault follows the other.

Every write that is answered with success is written down by the client that sent it. A trigger in the
database of the run writes every version of every task down, in the transaction that makes it. At the end
each acknowledged write must be there as it was answered, each write that is there must have been asked
for, and what SQL, both servers, the readers of changes and the streams show must be the sum of them.
A write without an answer, or with 503, may or may not have happened; one with an
\`Idempotency-Key\` is sent until it is answered, and must be there once. Of those some clients hang up at
once and ask again.`.trim();

function result({ options, measures, seconds, sum }: Run): string {
  const answers = total(measures.answers);
  const failures = [...measures.answers].filter(([status]) => status >= 500 && status !== 503);
  return [
    table(
      ['', ''],
      [
        ['Writes acknowledged', number(sum.acknowledged)],
        ['Writes found as they were acknowledged', number(sum.found)],
        [
          'Writes that were not answered, or with 503',
          `${number(sum.unknown)}, of which ${number(sum.happened)} happened`,
        ],
        ['Writes in the database', number(sum.written)],
        ['Requests', number(answers + total(measures.errors))],
        ['Answers a second', number(answers / seconds)],
        ['Answers with 5xx other than 503', number(total(new Map(failures)))],
        ['Requests without an end after 20 s', number(measures.errors.get('no answer') ?? 0)],
        ['Streams of events opened', number(measures.streams)],
        [
          'Sign-outs; the longest that such a token was accepted by the other server',
          `${number(measures.signOuts)}; ${number(measures.longestAcceptance)} ms`,
        ],
      ],
    ),
    `${number(seconds)} s, seed ${options.seed}, a fault every ${options.faultEvery} s. ${machine()}`,
    verdict(measures),
  ].join('\n\n');
}

/** Servers, PostgreSQL and load share it, and whatever else is running. */
function machine(): string {
  const [, average = 0] = loadavg();
  return `Node ${process.versions.node}, ${availableParallelism()} processors for all of it and the load; load average ${number(average)}.`;
}

function verdict({ broken }: Measures): string {
  if (broken.size === 0) return '**Every promise was kept.**';
  const lines = [...broken].map(
    ([promise, [example = '', ...more]]) =>
      `- ${promise}: broken ${more.length + 1} times, first by ${example.slice(0, 1_000)}`,
  );
  return `**Promises were broken.**\n\n${lines.join('\n')}`;
}

function load({ measures }: Run): string {
  const times = [
    ['Nothing wrong', measures.calm],
    ['During a fault, and until all was well', measures.disturbed],
  ] as const;
  return [
    table(
      ['Milliseconds to the end of an answer', 'requests', 'p50', 'p90', 'p99', 'p99.9', 'longest'],
      times.map(([name, values]) => [
        name,
        number(values.length),
        ...percentiles(values, [0.5, 0.9, 0.99, 0.999, 1]),
      ]),
    ),
    table(['Answered with', 'requests'], countsOf(measures.answers)),
    table(['Not answered, because', 'requests'], countsOf(measures.errors)),
  ].join('\n\n');
}

function faults(incidents: Incident[]): string {
  return table(
    ['Fault', 'At (s)', 'Lasted (s)', 'Until all was well (s)', '503', 'Not answered'],
    incidents.map(({ at, fault, held, recovery, refused, unanswered }) => [
      fault,
      number(at),
      held.toFixed(1),
      recovery.toFixed(1),
      number(refused),
      number(unanswered),
    ]),
  );
}

function memory(servers: Memory[]): string {
  return table(
    ['Resident memory (MiB)', 'at the start', 'highest', 'at the end'],
    servers.map(({ begin, highest, end }, index) => [
      `Server ${index + 1}`,
      number(begin),
      number(highest),
      number(end),
    ]),
  );
}

function countsOf(counts: Map<unknown, number>): string[][] {
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([key, times]) => [String(key), number(times)]);
}

function percentiles(values: number[], shares: number[]): string[] {
  const sorted = Float64Array.from(values).toSorted();
  const last = sorted.length - 1;
  return shares.map((share) => number(sorted[Math.round(share * last)] ?? 0));
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
