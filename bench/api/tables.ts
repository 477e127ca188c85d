import { table } from '../soak/table';
import type { Sample } from './load';
import { median, ratioOf } from './statistics';

/** What all contenders did at one work. */
export interface Result {
  title: string;
  /** By the titles of contenders. */
  samples: Map<string, Sample[]>;
}

const HEAD = [
  '',
  'requests/s',
  'p50 (ms)',
  'p99 (ms)',
  'of Fastify',
  'of bare node:http',
  'CPU',
  'CPU of load',
];

/** A table of one work: medians, and the ratios with their spread over the rounds. */
export function workTable({ title, samples }: Result): string {
  const rows = [...samples].map(([contender, all]) => [
    contender,
    Math.round(median(only(all, 'rate'))).toLocaleString('en'),
    median(only(all, 'p50')).toFixed(2),
    median(only(all, 'p99')).toFixed(2),
    against(all, samples.get('Fastify')),
    against(all, samples.get('node:http, bare')),
    share(all, 'contender'),
    share(all, 'generator'),
  ]);
  return `### ${title}\n\n${table(HEAD, rows)}\n`;
}

function against(samples: Sample[], others: Sample[] | undefined): string {
  if (!others) return '';
  const { middle, least, most } = ratioOf(only(samples, 'rate'), only(others, 'rate'));
  return `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function only(samples: Sample[], name: 'rate' | 'p50' | 'p99'): number[] {
  return samples.map((sample) => sample[name]);
}

function share(samples: Sample[], name: 'contender' | 'generator'): string {
  const known = samples.flatMap((sample) => sample[name] ?? []);
  return known.length === 0 ? '' : `${Math.round(median(known) * 100)} %`;
}
