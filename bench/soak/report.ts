import { availableParallelism, loadavg } from 'node:os';
import type { Audit } from './audit';
import { total } from './measures';
import {
  breaches,
  faultTable,
  loadTables,
  memoryTable,
  number,
  promiseTable,
} from './report-tables';
import type { Run } from './run';
import { table } from './table';

/** What happened, as Markdown. */
export function writeReport(run: Run): string {
  return [
    '# Soak',
    INTRODUCTION,
    '## Result',
    result(run),
    '## Promises',
    promiseTable(run.measures.verdicts),
    '## Load',
    loadTables(run.measures),
    '## Faults',
    faultTable(run.incidents),
    '## Memory',
    memoryTable(run.memory),
  ]
    .join('\n\n')
    .concat('\n');
}

const INTRODUCTION = `
Written by \`npm run soak\`; \`--minutes\`, \`--seed\`, \`--fault-every\` (seconds) and \`--report\` (file)
change it. Two servers (\`node dist/server.mjs\`), each with a network of its own to one PostgreSQL that
belongs to the run. 24 people write and read as fast as they are answered, with two requests at a time
each, over either server; each is followed by a reader of changes and by a stream of events, and two
more sign in and out. Meanwhile one fault follows the other, with some calm after every seventh.

Every write that is answered with success is written down by the client that sent it. A trigger in the
database of the run writes every version of every task down, in the transaction that makes it. At the end
each acknowledged write must be there as it was answered, each write that is there must have been asked
for, and what SQL, both servers, the readers of changes and the streams show must be the sum of them.
A write without an answer, or with 503, may or may not have happened; one with an
\`Idempotency-Key\` is sent until it is answered, and must be there once. Of those some clients hang up at
once and ask again.`.trim();

function result(run: Run): string {
  const { options, measures, seconds, sum } = run;
  const answers = total(measures.answers);
  const failures = [...measures.answers].filter(([status]) => status >= 500 && status !== 503);
  return [
    table(
      ['', ''],
      [
        ...(sum ? writes(sum) : []),
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
    verdict(run),
  ].join('\n\n');
}

/** Servers, PostgreSQL and load share it, and whatever else is running. */
function machine(): string {
  const [, average = 0] = loadavg();
  return `Node ${process.versions.node}, ${availableParallelism()} processors for all of it and the load; load average ${number(average)}.`;
}

function verdict({ measures, failure }: Run): string {
  const lines = breaches(measures.verdicts, failure === undefined);
  const early = failure === undefined ? [] : [`**The run ended early: ${failure}**`];
  if (lines.length > 0) early.push(`**Promises were broken.**`, lines.join('\n'));
  return early.length > 0 ? early.join('\n\n') : '**Every promise was kept.**';
}

function writes(sum: Audit): string[][] {
  return [
    ['Writes acknowledged', number(sum.acknowledged)],
    ['Writes found as they were acknowledged', number(sum.found)],
    [
      'Writes that were not answered, or with 503',
      `${number(sum.unknown)}, of which ${number(sum.happened)} happened`,
    ],
    ['Writes in the database', number(sum.written)],
  ];
}
