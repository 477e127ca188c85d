import { availableParallelism, cpus } from 'node:os';
import { table } from '../soak/table';
import type { Concurrency } from './concurrency';
import { goalTable } from './goals';
import type { Growth } from './growth';
import type { Options } from './options';
import type { Requests } from './requests';
import type { Starts } from './starts';
import { ratioText, resultTable } from './tables';

/** All that was measured; what was left out is undefined. */
export interface Measured {
  requests?: Requests;
  growth?: Growth[];
  concurrency?: Concurrency[];
  starts?: Starts;
  /** As PostgreSQL says it. */
  postgres: string;
}

/** The report, in Markdown; the chart lies beside it. */
export function writeReport(measured: Measured, options: Options): string {
  const { requests, growth, concurrency, starts, postgres } = measured;
  const { rounds } = options;
  return `${[
    '# Speed of the API',
    `Written by \`npm run bench\`; [how it measures](README.md). Node ${process.versions.node}, PostgreSQL ${postgres},
${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}) for everything: contender, database and load.
${rounds} rounds of ${options.seconds} s for each contender, in turn; medians, and in brackets the least and the most of the rounds.`,
    requests && requestSections(requests),
    growth && growthSection(growth),
    concurrency && concurrencySection(concurrency),
    starts && startSection(starts),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

function requestSections({ results, memory, missing }: Requests): string {
  const sizes = [...memory].map(([title, [before, after]]) => [title, `${before}`, `${after}`]);
  return [
    '![Requests per second of all contenders at each work](results.svg)',
    missing.length === 0 ? '' : `Not installed here, and so left out: ${missing.join('; ')}.`,
    '## Goals',
    'Of Tandem, as ratios to others or to its own other work.',
    goalTable(results),
    '## Work',
    '32 connections; the requests are of 1,000 users in turn.',
    ...results.map((result) => resultTable(result).trimEnd()),
    '## Memory',
    'Resident, in MiB.',
    table(['', 'before', 'after all work'], sizes),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function growthSection(growth: Growth[]): string {
  const rows = growth.map(({ title, small, grown, grownRatio, hoarder, hoarderRatio }) => [
    title,
    small.toFixed(2),
    grown.toFixed(2),
    ratioText(grownRatio),
    hoarder?.toFixed(2) ?? '',
    hoarderRatio ? ratioText(hoarderRatio) : '',
  ]);
  return `## Growth

Milliseconds of one request at a time (p50): of users with 20 tasks among 140,000 and among 1,000,000, and of the
user with 100,000 among those. The goal is at most 1.20 of the first.

${table(['', '140,000', '1,000,000', 'ratio', 'of the 100,000', 'ratio'], rows)}`;
}

function concurrencySection(concurrency: Concurrency[]): string {
  const rows = concurrency.map(({ title, ratio }) => [title, ratioText(ratio)]);
  return `## Two processes

Requests a second with \`WEB_CONCURRENCY=2\`, of those with one process; database and load share the cores.

${table(['', 'ratio'], rows)}`;
}

function startSection({ first, embedded, running }: Starts): string {
  const rows = [
    ['with the embedded database', seconds(embedded), '3.00'],
    ['with a running database', seconds(running), '1.50'],
    ['for the first time, which makes the embedded database', seconds(first), ''],
  ];
  return `## Start

Seconds from the start of \`npm start\`, with a build present, until it is ready.

${table(['', 'seconds', 'at most'], rows)}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(2);
}
