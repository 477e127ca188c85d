import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listContenders } from './contenders';
import { median } from './statistics';
import { start } from './running';

/** Milliseconds from the start of `npm start`, with a build present, until it says that it is ready. */
export interface Starts {
  /** It makes its database. */
  first: number;
  /** It starts the database that it has made before. */
  embedded: number;
  /** The database runs. */
  running: number;
}

const TIMES = 3;

export async function measureStarts(databaseUrl: string, ending: AbortSignal): Promise<Starts> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tandem-bench-'));
  // PostgreSQL runs as another user when this runs as root.
  await chmod(directory, 0o755);
  try {
    const first = await timeStart('', { DATA_DIR: directory });
    return {
      first,
      embedded: median(await repeat(() => timeStart('', { DATA_DIR: directory }))),
      running: median(await repeat(() => timeStart(databaseUrl))),
    };
  } finally {
    await rm(directory, { recursive: true });
  }

  async function repeat(time: () => Promise<number>): Promise<number[]> {
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      ending.throwIfAborted();
      times.push(await time());
    }
    return times;
  }
}

async function timeStart(url: string, variables: Record<string, string> = {}): Promise<number> {
  const tandem = listContenders().get('tandem')!;
  const server = await start({ ...tandem, command: ['npm', 'start'] }, url, variables);
  await server.stop('SIGTERM');
  return server.startedIn;
}
