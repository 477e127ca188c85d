import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toText } from './calls';
import type { Running } from './running';
import { load, type Sample } from './load';
import type { Work } from './works';

/** Who is to do what. */
export interface Subject {
  server: Running;
  work: Work;
}

export interface Pace {
  rounds: number;
  seconds: number;
  connections: number;
  /** Ends it before its time. */
  ending: AbortSignal;
}

const WARM_UP_SECONDS = 2;

/** Measures all in turn, backwards every other time, so that what slows the machine slows each of them. */
export async function measureRounds(subjects: Subject[], pace: Pace): Promise<Sample[][]> {
  const samples = subjects.map((): Sample[] => []);
  const files = await Promise.all(subjects.map(({ work }, index) => writeCalls(work, index)));
  const indexes = [...subjects.keys()];
  try {
    for (const index of indexes) await measure(index, WARM_UP_SECONDS);
    for (let round = 0; round < pace.rounds; round += 1) {
      for (const index of round % 2 === 0 ? indexes : indexes.toReversed()) {
        samples[index]!.push(await measure(index, pace.seconds));
      }
    }
  } finally {
    await Promise.all(files.map((file) => rm(file)));
  }
  return samples;

  /** Once more if an answer is wrong, which is told. */
  async function measure(index: number, seconds: number, again = true): Promise<Sample> {
    pace.ending.throwIfAborted();
    const { server, work } = subjects[index]!;
    const { port, process: child } = server;
    const refused = work.status >= 400;
    const { connections } = pace;
    try {
      const file = files[index]!;
      return await load({ port, pid: child.pid, file, refused, connections, seconds });
    } catch (cause) {
      const told = `${server.title}, ${work.title}: ${(cause as Error).message}`;
      if (!again) throw new Error(told, { cause });
      process.stderr.write(`${told}\n`);
      return measure(index, seconds, false);
    }
  }
}

async function writeCalls({ calls }: Work, index: number): Promise<string> {
  const file = path.join(tmpdir(), `tandem-bench-${process.pid}-${index}`);
  await writeFile(file, calls.map(toText).join('\0'));
  return file;
}
