import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test as base } from '@playwright/test';
import { openEvents } from '@/testing/event-source';
import { addMember, addTask } from '@/testing/members';
import { start, stop, type Tandem, useDataDirectory } from './server';
import { titlesOf } from './writers';

const test = base.extend<{ directory: string }>({ directory: useDataDirectory });
// Whole processes start and stop here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

test('tasks and tokens outlive a restart, SIGINT and SIGKILL', async ({ directory }) => {
  let tandem = await start({ DATA_DIR: directory });
  const variables = { DATA_DIR: directory, PORT: String(tandem.port) };
  const member = await addMember(tandem.port);
  expect(await stop(tandem, 'SIGINT')).toBe(0);

  tandem = await start(variables);
  await addTask(tandem.port, member, 'Second');
  await stop(tandem, 'SIGKILL');

  tandem = await start(variables);
  expect(await titlesOf(tandem, member)).toEqual(['Second', 'First']);
  expect(await stop(tandem)).toBe(0);
});

test('every request that was accepted before SIGTERM is answered', async ({ directory }) => {
  const tandem = await start({ DATA_DIR: directory });
  const accepted = Array.from({ length: 12 }, () => beginSignUp(tandem));
  const ends = await Promise.all(accepted);
  const exit = stop(tandem);
  await expect.poll(() => isListening(tandem)).toBe(false);
  expect(await Promise.all(ends.map((end) => end()))).toEqual(Array(12).fill(200));
  expect(await exit).toBe(0);
});

test('who follows events is told on SIGTERM, and holds nothing up', async ({ directory }) => {
  const tandem = await start({ DATA_DIR: directory });
  const { id, token } = await addMember(tandem.port);
  const stream = await openEvents(tandem.port, `/api/${id}/tasks/events`, {
    authorization: `Bearer ${token}`,
  });
  expect(await stop(tandem)).toBe(0);
  expect((await stream.rest()).at(-1)).toMatchObject({ type: 'problem', data: { status: 503 } });
});

test('a second signal ends a process that hangs, and the next one finds everything', async ({
  directory,
}) => {
  const tandem = await start({ DATA_DIR: directory });
  const member = await addMember(tandem.port);
  const pidFile = await readFile(path.join(directory, 'postgres/data/postmaster.pid'), 'utf8');
  const postmaster = Number(pidFile.split('\n')[0]);
  process.kill(postmaster, 'SIGSTOP');
  try {
    while (tandem.process.kill('SIGTERM')) await sleep(200);
  } finally {
    process.kill(postmaster, 'SIGCONT');
  }
  expect(await tandem.exitCode).toBe(1);
  expect(tandem.output()).toContain('Tandem ended before it had stopped. It was told so twice.\n');

  const next = await start({ DATA_DIR: directory, PORT: String(tandem.port) });
  expect(await titlesOf(next, member)).toEqual(['First']);
  expect(await stop(next)).toBe(0);
});

/** Resolves when the server has asked for the body; the function sends it and gives the status of the answer. */
async function beginSignUp({ port }: Tandem): Promise<() => Promise<number | undefined>> {
  const email = `${crypto.randomUUID()}@example.com`;
  const body = JSON.stringify({ name: 'Ada', email, password: 'correct horse' });
  const outgoing = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/api/auth/sign-up/email',
    agent: false,
    headers: {
      expect: '100-continue',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  outgoing.flushHeaders();
  await once(outgoing, 'continue');
  return async () => {
    const [response] = (await once(outgoing.end(body), 'response')) as [IncomingMessage];
    return response.resume().statusCode;
  };
}

async function isListening({ url }: Tandem): Promise<boolean> {
  return fetch(`${url}/api/healthz`, { headers: { connection: 'close' } }).then(
    () => true,
    () => false,
  );
}
