import { table } from '../soak/table';
import { BARE, FASTIFY } from './contenders';
import type { Sample } from './load';
import { type Ratio, ratioOf } from './statistics';
import { only, ratioText, type Result } from './tables';

/** What Tandem is to be, as a ratio to somebody else or to another work. */
interface Goal {
  title: string;
  ratio: Ratio | undefined;
  /** At least this, or at most. */
  least?: number;
  most?: number;
}

const TANDEM = 'Tandem';
const OPERATIONS = ['list', 'get', 'create', 'update', 'toggle'];
const BATCH = 5;

/** A table of what was aimed at and what came of it. */
export function goalTable(results: Result[]): string {
  const find = (name: string, contender = TANDEM): Sample[] | undefined =>
    results.find((result) => result.name === name)?.samples.get(contender);
  const goals = [
    ...OPERATIONS.flatMap((name) => goalsOf(name, find)),
    {
      title: 'Unchanged list, of the list',
      ratio: rates(find('unchanged'), find('list')),
      least: 1.3,
    },
    { title: 'RPC list, of the REST list', ratio: rates(find('rpc'), find('list')), least: 0.9 },
    {
      title: `Calls in batches of ${BATCH}, of single calls`,
      ratio: times(BATCH, rates(find('rpc-batch'), find('rpc-get'))),
      least: 3,
    },
  ];
  const rows = goals.flatMap(({ title, ratio, least, most }) =>
    ratio ? [[title, boundText(least, most), ratioText(ratio), verdict(ratio, least, most)]] : [],
  );
  return table(['', 'goal', 'measured', ''], rows);
}

function goalsOf(
  name: string,
  find: (name: string, contender?: string) => Sample[] | undefined,
): Goal[] {
  const tandem = find(name);
  const others = { [FASTIFY]: 1, [BARE]: 0.85, 'Next, trpc-to-openapi': 4, 'FastAPI, asyncpg': 4 };
  return [
    ...Object.entries(others).map(([other, least]) => ({
      title: `${name}: requests/s of ${other}`,
      ratio: rates(tandem, find(name, other)),
      least,
    })),
    { title: `${name}: p99 of ${FASTIFY}`, ratio: p99s(tandem, find(name, FASTIFY)), most: 1.2 },
  ];
}

function rates(some: Sample[] | undefined, others: Sample[] | undefined): Ratio | undefined {
  return some && others && ratioOf(only(some, 'rate'), only(others, 'rate'));
}

function p99s(some: Sample[] | undefined, others: Sample[] | undefined): Ratio | undefined {
  return some && others && ratioOf(only(some, 'p99'), only(others, 'p99'));
}

function times(factor: number, ratio: Ratio | undefined): Ratio | undefined {
  if (!ratio) return undefined;
  const { middle, least, most } = ratio;
  return { middle: middle * factor, least: least * factor, most: most * factor };
}

function boundText(least?: number, most?: number): string {
  return least === undefined ? `at most ${most?.toFixed(2)}` : `at least ${least.toFixed(2)}`;
}

function verdict({ middle }: Ratio, least = -Infinity, most = Infinity): string {
  return middle >= least && middle <= most ? 'reached' : 'missed';
}
