import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHandler } from '@/api/handler';
import { signShared } from '@/auth/signature';
import { user } from '@/db/schema/auth';
import { createTask } from '@/db/tasks';
import { parseEnv } from '@/env';
import { createServices } from '@/services';

const LISTENERS = 1_000;
const SECONDS = 10;
const WRITES = 40;
const SECRET = 'a secret of the benchmark, long enough';

const directory = await mkdtemp(path.join(tmpdir(), 'tandem-bench-'));
const env = parseEnv({ DATA_DIR: directory, BETTER_AUTH_SECRET: SECRET, LOG_LEVEL: 'silent' });
let statements = 0;
const here = await createServices(env, { onStatement: () => (statements += 1) });
const elsewhere = await createServices(env);
const handle = createHandler(here);
try {
  const nobody = await measureIdle();
  const ids = Array.from({ length: LISTENERS }, () => randomUUID());
  await here.db
    .insert(user)
    .values(ids.map((id) => ({ id, name: id, email: `${id}@example.com` })));
  const streams = await Promise.all(ids.map(listen));
  const all = await measureIdle();
  print(`Idle, nobody listens: ${nobody}`);
  print(`Idle, ${LISTENERS} users listen: ${all}`);

  const [id = ''] = ids;
  const nextEvent = streams[0] ?? fail();
  print(`From a write here to its event: ${await measureEvents(() => post(id))}`);
  print(
    `From a write elsewhere to its event: ${await measureEvents(() =>
      createTask(elsewhere.db, id, { title: 'Elsewhere' }, env.MAX_TASKS_PER_USER),
    )}`,
  );

  /** Milliseconds, median and largest. */
  async function measureEvents(write: () => Promise<unknown>): Promise<string> {
    const times: number[] = [];
    for (let n = 0; n < WRITES; n += 1) {
      const event = nextEvent();
      await write();
      const start = performance.now();
      await event;
      times.push(performance.now() - start);
    }
    const sorted = times.toSorted((a, b) => a - b);
    return `${sorted[WRITES / 2]?.toFixed(1)} ms, at most ${sorted.at(-1)?.toFixed(1)} ms`;
  }
} finally {
  await elsewhere.close();
  await here.close();
  await rm(directory, { recursive: true });
}

/** Follows the tasks of a user from now on; gives what waits for the next event. */
async function listen(id: string): Promise<() => Promise<void>> {
  const { body } = await handle(
    new Request(urlOf(id, '/events'), { headers: await headersOf(id) }),
  );
  const reader = body?.getReader() ?? fail();
  let next = reader.read().then(() => reader.read());
  return async () => {
    for (let text = ''; !text.includes('data: '); next = reader.read()) {
      text = new TextDecoder().decode((await next).value);
    }
  };
}

async function post(id: string): Promise<void> {
  const headers = { ...(await headersOf(id)), 'content-type': 'application/json' };
  const body = JSON.stringify({ title: 'Here' });
  await handle(new Request(urlOf(id, ''), { method: 'POST', headers, body }));
}

function urlOf(id: string, rest: string): string {
  return `${env.BETTER_AUTH_URL}/api/${id}/tasks${rest}`;
}

async function headersOf(id: string) {
  const iat = Math.floor(Date.now() / 1_000);
  const claims = { sub: id, sid: id, iss: env.BETTER_AUTH_URL, aud: env.BETTER_AUTH_URL };
  return {
    authorization: `Bearer ${await signShared(SECRET, { ...claims, iat, exp: iat + 600 })}`,
  };
}

async function measureIdle(): Promise<string> {
  statements = 0;
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000));
  const { user: inUser, system } = process.cpuUsage(before);
  const share = ((inUser + system) / 1_000_000 / SECONDS) * 100;
  return `${(statements / SECONDS).toFixed(1)} statements a second, ${share.toFixed(1)} % of a processor`;
}

function fail(): never {
  throw new Error('The stream has no body');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
