import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { createDataDirectory, launch, start, stop, stopAll, type Tandem } from './server';

// Whole processes start and stop here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

let directory: string;
let removeDirectory: () => Promise<void>;

test.beforeEach(async () => {
  [directory, removeDirectory] = await createDataDirectory();
});
test.afterEach(async () => {
  await stopAll();
  await removeDirectory();
});

test('npm start prints its URL, runs the curl session of the README and stops on SIGTERM', async () => {
  const tandem = await start({ DATA_DIR: directory }, ['npm', 'start']);
  expect(tandem.output()).toContain(`Tandem is at ${tandem.url}`);
  expect(tandem.output()).toContain(`curl -s ${tandem.url}/api/auth/sign-up/email`);

  const readme = await readFile('README.md', 'utf8');
  const blocks = readme.matchAll(/<!-- curl session -->\s*```sh\n(.*?)```/gs);
  const script = [...blocks].map(([, block]) => block).join('');
  const session = script.replaceAll('http://localhost:3000', tandem.url);
  const { stdout } = await promisify(execFile)('bash', ['-euc', session]);
  const [answers = '', stream = ''] = stdout.split(/(?=retry: )|(?=\{"success")/);
  const [ends = '', refused = ''] = stdout.trim().split('\n').slice(-2);
  const lines = answers.trim().split('\n');
  expect(lines.map(read)).toEqual([
    expect.objectContaining({ title: 'Buy milk', completed: false }),
    [expect.objectContaining({ title: 'Buy milk' })],
    expect.objectContaining({ title: 'Buy milk', priority: 'high' }),
    expect.objectContaining({ due_date: '2026-12-24' }),
    expect.objectContaining({ completed: true }),
    204,
    expect.objectContaining({ title: 'Buy milk', version: 5 }),
    expect.objectContaining({ title: 'Call Sam', version: 6 }),
    expect.objectContaining({ title: 'Call Sam', version: 6 }),
    expect.objectContaining({ status: 412 }),
    { changes: [expect.anything(), expect.objectContaining({ type: 'upsert' })] },
    expect.objectContaining({ changes: [{ type: 'delete', id: expect.any(Number), version: 9 }] }),
  ]);
  expect(stream).toMatch(
    /^retry: \d+\nid: \S+\n\nid: \S+\ndata: \{"type":"delete","id":\d+,"version":9\}\n/,
  );
  expect(read(ends)).toEqual({ success: true });
  expect(read(refused)).toMatchObject({ status: 401 });

  await stop(tandem);
  await expect(fetch(tandem.url)).rejects.toThrow('fetch failed');
  await expect(readFile(`${directory}/postgres/data/postmaster.pid`)).rejects.toThrow('ENOENT');
});

test('npm run dev serves pages and tasks, and stops on SIGTERM', async () => {
  const tandem = await start({ DATA_DIR: directory }, ['npm', 'run', 'dev']);
  const ada = await signUp(tandem, 'ada');
  await create(tandem, ada, 'In development');
  expect(await titles(tandem, ada)).toEqual(['In development']);
  expect((await fetch(`${tandem.url}/sign-in`)).status).toBe(200);
  await stop(tandem);
  await expect(readFile(`${directory}/postgres/data/postmaster.pid`)).rejects.toThrow('ENOENT');
});

test('tasks and tokens outlive a restart, SIGINT and SIGKILL', async () => {
  let tandem = await start({ DATA_DIR: directory });
  const variables = { DATA_DIR: directory, PORT: new URL(tandem.url).port };
  const ada = await signUp(tandem, 'ada');
  await create(tandem, ada, 'Before');
  expect(await stop(tandem, 'SIGINT')).toBe(0);

  tandem = await start(variables);
  await create(tandem, ada, 'Between');
  await stop(tandem, 'SIGKILL');

  tandem = await start(variables);
  expect(await titles(tandem, ada)).toEqual(['Between', 'Before']);
  expect(await stop(tandem)).toBe(0);
});

test('every request that was accepted before SIGTERM is answered', async () => {
  const tandem = await start({ DATA_DIR: directory });
  const people = Array.from({ length: 12 }, (_, index) => signUp(tandem, `person-${index}`));
  await Promise.race(people);
  expect(await stop(tandem)).toBe(0);
  const answers = await Promise.allSettled(people);
  const refused = answers.filter((answer) => answer.status === 'rejected');
  for (const { reason } of refused)
    expect(String(reason.cause)).toMatch(/ECONNREFUSED|AggregateError/);
});

test('who follows events is told on SIGTERM, and holds nothing up', async () => {
  const tandem = await start({ DATA_DIR: directory });
  const ada = await signUp(tandem, 'ada');
  const stream = await request(tandem, ada, {}, '/events');
  expect(await stop(tandem)).toBe(0);
  expect(await stream.text()).toMatch(/event: problem\ndata: \{.*"status":503.*\}\n\n$/);
});

test('several processes tell each other’s writes', async () => {
  const tandem = await start({ DATA_DIR: directory, WEB_CONCURRENCY: '2', LOG_LEVEL: 'warn' });
  const ada = await signUp(tandem, 'ada');
  const streams = await Promise.all(
    Array.from({ length: 8 }, () =>
      request(tandem, ada, { headers: { connection: 'close' } }, '/events'),
    ),
  );
  await create(tandem, ada, 'To all');
  for (const { body } of streams) {
    let told = '';
    for await (const chunk of body ?? []) {
      told += Buffer.from(chunk).toString();
      if (told.includes('To all')) break;
    }
    expect(told).toContain('"title":"To all"');
  }
  expect(await stop(tandem)).toBe(0);
});

test('several processes share the port, the database and the ends of sessions', async () => {
  const tandem = await start({ DATA_DIR: directory, WEB_CONCURRENCY: '2', LOG_LEVEL: 'warn' });
  const ada = await signUp(tandem, 'ada');
  await create(tandem, ada, 'Shared');
  const authorization = `Bearer ${ada.token}`;
  await fetch(`${tandem.url}/api/auth/sign-out`, { method: 'POST', headers: { authorization } });
  await expect.poll(() => statuses(tandem, ada, 20), { timeout: 5_000 }).toEqual(new Set([401]));
  expect(await stop(tandem)).toBe(0);
});

test('several processes count the requests of a user together', async () => {
  const variables = { DATA_DIR: directory, WEB_CONCURRENCY: '2', API_RATE_LIMIT: '10' };
  const tandem = await start({ ...variables, LOG_LEVEL: 'warn' });
  const ada = await signUp(tandem, 'ada');
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => request(tandem, ada, { headers: { connection: 'close' } })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  expect(await stop(tandem)).toBe(0);
});

test('a start that cannot succeed says why in a line and exits with 1', async () => {
  const refusals: [Record<string, string>, string][] = [
    [{ JWT_EXPIRES_IN: 'soon' }, 'JWT_EXPIRES_IN'],
    [{ DATABASE_URL: 'postgres://localhost/tandem' }, 'BETTER_AUTH_SECRET is required'],
    [
      { DATABASE_URL: 'postgres://localhost:1/tandem', BETTER_AUTH_SECRET },
      'DATABASE_URL cannot be',
    ],
    [{ HOST: 'nowhere.invalid', DATA_DIR: directory }, 'HOST nowhere.invalid'],
  ];
  const running = await start({ DATA_DIR: directory });
  refusals.push([{ PORT: new URL(running.url).port, DATA_DIR: directory }, 'is in use']);
  for (const [variables, reason] of refusals) {
    const refused = await launch(variables);
    const [code] = await once(refused.process, 'exit');
    expect(code).toBe(1);
    expect(refused.output()).toMatch(new RegExp(`^Tandem cannot start\\. .*${reason}.*$`, 'm'));
  }
  expect(await stop(running)).toBe(0);
});

const BETTER_AUTH_SECRET = 'a secret of 32 characters or more';

function read(line: string): unknown {
  return JSON.parse(line);
}

interface Person {
  token: string;
  user: { id: string };
}

async function signUp({ url }: Tandem, name: string): Promise<Person> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, email: `${name}@example.com`, password: 'correct horse' }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Person;
}

async function create(tandem: Tandem, person: Person, title: string): Promise<void> {
  const response = await request(tandem, person, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  expect(response.status).toBe(201);
}

async function titles(tandem: Tandem, person: Person): Promise<string[]> {
  const tasks = (await (await request(tandem, person)).json()) as { title: string }[];
  return tasks.map(({ title }) => title);
}

/** The statuses of lists asked for over connections of their own, so that all processes answer. */
async function statuses(tandem: Tandem, person: Person, count: number): Promise<Set<number>> {
  const headers = { connection: 'close' };
  const answers = Array.from({ length: count }, () => request(tandem, person, { headers }));
  return new Set((await Promise.all(answers)).map(({ status }) => status));
}

function request(
  { url }: Tandem,
  { token, user }: Person,
  init: RequestInit = {},
  path: `/${string}` | '' = '',
) {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return fetch(`${url}/api/${user.id}/tasks${path}`, { ...init, headers });
}
