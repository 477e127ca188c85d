import { listContenders } from './contenders';
import type { Data } from './data';
import type { Options } from './options';
import { type Ratio, ratioOf } from './statistics';
import { measureRounds } from './rounds';
import { start } from './running';
import { createWorks } from './works';

/** How much more two processes do than one. */
export interface Concurrency {
  title: string;
  ratio: Ratio;
}

const WORKS = ['list', 'get', 'toggle'];
const CONNECTIONS = 32;

/** Compares `WEB_CONCURRENCY=2` with one process. */
export async function measureConcurrency(
  data: Data,
  options: Options,
  ending: AbortSignal,
): Promise<Concurrency[]> {
  const tandem = listContenders().get('tandem')!;
  const one = await start(tandem, data.url);
  const two = await start(tandem, data.url, { WEB_CONCURRENCY: '2' });
  try {
    const works = await createWorks(data);
    const measured: Concurrency[] = [];
    for (const name of WORKS) {
      await data.tidy();
      const work = works.get(name)!;
      const pace = { ...options, connections: CONNECTIONS, ending };
      const samples = await measureRounds(
        [one, two].map((server) => ({ server, work })),
        pace,
      );
      const [alone = [], both = []] = samples.map((all) => all.map(({ rate }) => rate));
      measured.push({ title: work.title, ratio: ratioOf(both, alone) });
    }
    return measured;
  } finally {
    await Promise.all([one.stop(), two.stop()]);
  }
}
