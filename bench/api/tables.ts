import { table } from '../soak/table';
import { BARE, FASTIFY } from './contenders';
import type { Sample } from './load';
import { median, type Ratio, ratioOf } from './statistics';

/** What all contenders did at one work. */
export interface Result {
  /** As `--work` takes it. */
  name: string;
  title: string;
  /** Whether only Tandem knows it. */
  ours: boolean;
  /** By the titles of contenders. */
  samples: Map<string, Sample[]>;
}

const MEASURES = ['', 'requests/s', 'p50 (ms)', 'p99 (ms)'];
const RATIOS = ['of Fastify', 'of bare node:http'];
const SHARES = ['its CPU', 'CPU of the load'];

/** A table of one work: medians, and ratios with their spread over the rounds. */
export function resultTable({ title, ours, samples }: Result): string {
  const rows = [...samples].map(([contender, all]) => [
    contender,
    Math.round(median(only(all, 'rate'))).toLocaleString('en'),
    median(only(all, 'p50')).toFixed(2),
    median(only(all, 'p99')).toFixed(2),
    ...(ours ? [] : [FASTIFY, BARE].map((other) => against(all, samples.get(other)))),
    share(all, 'contender'),
    share(all, 'generator'),
  ]);
  const head = [...MEASURES, ...(ours ? [] : RATIOS), ...SHARES];
  return `### ${title}\n\n${table(head, rows)}\n`;
}

/** The middle of a ratio and its spread. */
export function ratioText({ middle, least, most }: Ratio): string {
  return `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

/** One measure of all rounds. */
export function only(samples: Sample[], name: 'rate' | 'p50' | 'p99'): number[] {
  return samples.map((sample) => sample[name]);
}

function against(samples: Sample[], others: Sample[] | undefined): string {
  return others ? ratioText(ratioOf(only(samples, 'rate'), only(others, 'rate'))) : '';
}

function share(samples: Sample[], name: 'contender' | 'generator'): string {
  const known = samples.flatMap((sample) => sample[name] ?? []);
  return known.length === 0 ? '' : `${Math.round(median(known) * 100)} %`;
}
