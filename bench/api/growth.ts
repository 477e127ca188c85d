import { listContenders } from './contenders';
import type { Data } from './data';
import type { Options } from './options';
import { median, type Ratio, ratioOf } from './statistics';
import { measureRounds } from './rounds';
import { start } from './running';
import { createWorks } from './works';

/** How long one operation takes, in milliseconds, and what more data makes of that. */
export interface Growth {
  title: string;
  /** Of a user with few tasks: with few others, and with 1,000,000 tasks in all. */
  small: number;
  grown: number;
  /** Of the user with 100,000 among them; undefined where that is another operation. */
  hoarder: number | undefined;
  grownRatio: Ratio;
  hoarderRatio: Ratio | undefined;
}

const WORKS = ['list', 'short-page', 'get', 'create', 'update', 'toggle'];
const SECONDS = 1;

/** Measures Tandem on both databases, one request at a time. */
export async function measureGrowth(
  [small, grown]: [Data, Data],
  { rounds }: Options,
  ending: AbortSignal,
): Promise<Growth[]> {
  const tandem = listContenders().get('tandem')!;
  const onSmall = await start(tandem, small.url);
  const onGrown = await start(tandem, grown.url);
  try {
    const few = await createWorks(small);
    const amongMany = await createWorks(grown);
    const many = await createWorks(grown, { reads: 'hoarder', writes: 'hoarder' });
    const measured: Growth[] = [];
    for (const name of WORKS) {
      await Promise.all([small.tidy(), grown.tidy()]);
      const subjects = [
        { server: onSmall, work: few.get(name)! },
        { server: onGrown, work: amongMany.get(name)! },
        // The whole list of many is many times as long.
        ...(name === 'list' ? [] : [{ server: onGrown, work: many.get(name)! }]),
      ];
      const pace = { rounds, seconds: SECONDS, connections: 1, ending };
      const samples = await measureRounds(subjects, pace);
      const [plain = [], more = [], most] = samples.map((all) => all.map(({ p50 }) => p50));
      measured.push({
        title: subjects[0]!.work.title,
        small: median(plain),
        grown: median(more),
        hoarder: most && median(most),
        grownRatio: ratioOf(more, plain),
        hoarderRatio: most && ratioOf(most, plain),
      });
    }
    return measured;
  } finally {
    await Promise.all([onSmall.stop(), onGrown.stop()]);
  }
}
