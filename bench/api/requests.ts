import { compare } from './compare';
import { type Contender, listContenders } from './contenders';
import type { Data } from './data';
import type { Options } from './options';
import { residentMiB } from './processes';
import { measureRounds } from './rounds';
import { type Running, start } from './running';
import type { Result } from './tables';
import { createWorks } from './works';

/** What all contenders did at all works, and what they took. */
export interface Requests {
  results: Result[];
  /** Resident memory in MiB before and after it, by titles. */
  memory: Map<string, readonly (number | undefined)[]>;
  /** The titles of those that cannot be started here. */
  missing: string[];
}

const CONNECTIONS = 32;

/** Lets all contenders do all works; `tell` is called with each result. @throws Error when one answers otherwise than Tandem. */
export async function measureRequests(
  data: Data,
  options: Options,
  ending: AbortSignal,
  tell: (result: Result) => void,
): Promise<Requests> {
  const chosen = [...listContenders(options.against)]
    .filter(([name]) => name === 'against' || (options.only?.includes(name) ?? true))
    .map(([, contender]) => contender);
  const able = chosen.filter(({ isThere }) => isThere?.() ?? true);
  const servers: Running[] = [];
  try {
    for (const contender of able) servers.push(await build(contender, data));
    const before = await weigh(servers);
    const results: Result[] = [];
    for (const [name, work] of await createWorks(data)) {
      if (options.work && !options.work.includes(name)) continue;
      const knowing = servers.filter(({ ours }) => ours || !work.ours);
      await compare(knowing, name, work);
      await data.tidy();
      const subjects = knowing.map((server) => ({ server, work }));
      const pace = { ...options, connections: CONNECTIONS, ending };
      const samples = await measureRounds(subjects, pace);
      const titled = knowing.map(({ title }, index) => [title, samples[index] ?? []] as const);
      const result = { name, title: work.title, ours: work.ours, samples: new Map(titled) };
      results.push(result);
      tell(result);
    }
    const after = await weigh(servers);
    const memory = servers.map(({ title }, n) => [title, [before[n], after[n]]] as const);
    const missing = chosen.filter((one) => !able.includes(one)).map(({ title }) => title);
    return { results, memory: new Map(memory), missing };
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
  }
}

function build(contender: Contender, { url }: Data): Promise<Running> {
  contender.build?.();
  return start(contender, url);
}

function weigh(servers: Running[]): Promise<(number | undefined)[]> {
  return Promise.all(servers.map(({ process: { pid } }) => residentMiB(pid)));
}
