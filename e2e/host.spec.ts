import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { promisify } from 'node:util';
import { expect, test as base } from '@playwright/test';
import { addMember } from '@/testing/members';
import { launch, start, stop, useDataDirectory } from './server';
import { titlesOf } from './writers';

const test = base.extend<{ directory: string }>({ directory: useDataDirectory });
// Whole processes start and stop here, on machines that may be busy.
test.describe.configure({ timeout: 180_000 });

test('npm start prints its URL, runs the curl session of the README and stops on SIGTERM', async ({
  directory,
}) => {
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

test('npm run dev serves pages and tasks, and stops on SIGTERM', async ({ directory }) => {
  const tandem = await start({ DATA_DIR: directory }, ['npm', 'run', 'dev']);
  const member = await addMember(tandem.port);
  expect(await titlesOf(tandem, member)).toEqual(['First']);
  expect((await fetch(`${tandem.url}/sign-in`)).status).toBe(200);
  await stop(tandem);
  await expect(readFile(`${directory}/postgres/data/postmaster.pid`)).rejects.toThrow('ENOENT');
});

test('a start that cannot succeed says why in a line and exits with 1', async ({ directory }) => {
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
  const taken = { PORT: String(running.port), DATA_DIR: directory };
  refusals.push([taken, 'is in use'], [{ ...taken, WEB_CONCURRENCY: '2' }, 'is in use']);
  for (const [variables, reason] of refusals) {
    const refused = await launch(variables);
    expect(await refused.exitCode).toBe(1);
    expect(refused.output()).toMatch(new RegExp(`^Tandem cannot start\\. .*${reason}.*$`, 'm'));
  }
  expect(await stop(running)).toBe(0);
});

test('a start on a database that never answers ends', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const url = `postgres://127.0.0.1:${port}/tandem`;
  const refused = await launch({ DATABASE_URL: url, BETTER_AUTH_SECRET });
  expect(await refused.exitCode).toBe(1);
  expect(refused.output()).toMatch(/^Tandem cannot start\. The database at DATABASE_URL .*$/m);
  silent.close();
});

const BETTER_AUTH_SECRET = 'a secret of 32 characters or more';

function read(line: string): unknown {
  return JSON.parse(line);
}
