import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toText } from './calls';
import type { Running } from './contenders';
import { load, type Sample } from './load';
import type { Work } from './works';

export interface Pace {
  rounds: number;
  seconds: number;
  connections: number;
}

const WARM_UP_SECONDS = 2;

/** Measures all in turn, backwards every other time, so that what slows the machine slows each of them. */
export async function measureRounds<Name extends string>(
  contenders: (Running & { name: Name })[],
  work: Work,
  { rounds, seconds, connections }: Pace,
): Promise<Map<Name, Sample[]>> {
  const file = path.join(tmpdir(), `tandem-bench-${process.pid}-calls`);
  await writeFile(file, work.calls.map(toText).join('\0'));
  const refused = work.status >= 400;
  const samples = new Map(contenders.map(({ name }) => [name, [] as Sample[]]));
  try {
    for (const {
      port,
      process: { pid },
    } of contenders) {
      await load({ port, pid, file, refused, connections, seconds: WARM_UP_SECONDS });
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const {
          port,
          process: { pid },
        } = contender;
        const sample = await load({ port, pid, file, refused, connections, seconds });
        samples.get(contender.name)?.push(sample);
      }
    }
  } finally {
    await rm(file);
  }
  return samples;
}
