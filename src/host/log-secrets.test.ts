import { beforeAll, expect, test } from 'vitest';
import { parseEnv } from '@/env';
import { createServices } from '@/services';
import { type Run, runWithSecrets } from '@/testing/run-with-secrets';
import { formsOf, KINDS } from '@/testing/secrets';

interface Line {
  msg?: string;
  requestId?: string;
  user?: string;
  method?: string;
  route?: string;
  status?: number;
  failure?: { name: string; code?: string; frames?: string[] };
}

let run: Run;
let lines: Line[];

beforeAll(async () => {
  run = await runWithSecrets();
  lines = run.output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}, 180_000);

test.each(KINDS)('neither the log nor standard error holds %s', (what) => {
  const printed = run.output + run.complaints;
  const forms = run.secrets[what].flatMap(formsOf);
  expect(forms.length).toBeGreaterThan(0);
  expect(forms.filter((form) => printed.includes(form))).toEqual([]);
});

test('nothing in the log looks like a token or a query', () => {
  expect(run.output).not.toMatch(/\bey[\w-]{8,}\./);
  expect(run.output).not.toMatch(/[?&]\w+=/);
});

test('the log names users by pseudonyms only', () => {
  expect(run.userId).toMatch(/\w{20,}/);
  expect(run.output).not.toContain(run.userId);
});

test('nothing is written to standard error', () => {
  expect(run.complaints).toBe('');
});

test('the log has a line for every request: whose it was, what it asked for and how it ended', () => {
  const ends = lines.filter(({ status }) => status !== undefined);
  expect(ends).toHaveLength(run.sent);
  expect(new Set(ends.map(({ requestId }) => requestId)).size).toBe(run.sent);
  const created = ends.find(({ requestId }) => requestId === 'create');
  expect(created).toMatchObject({
    user: expect.stringMatching(/^[\w-]{22}$/),
    method: 'POST',
    route: '/api/{user_id}/tasks',
    status: 201,
  });
  expect(ends.find(({ route }) => route === '/api/auth/sign-in/email')).toBeDefined();
  expect(ends.find(({ route }) => route === '/api/trpc/tasks.create')).toBeDefined();
});

test.each([
  ['create without a table', 500, /^42P01$/],
  ['RPC create without a table', 500, /^42P01$/],
  ['create cut short', 503, /^(57P01|57014|ECONNRESET|CONNECTION_CLOSED)$/],
])('the log tells under the id of the request what failed: %s', (name, status, code) => {
  const told = lines.filter(({ requestId }) => requestId === name.replaceAll(' ', '-'));
  expect(told.find((line) => line.status)?.status).toBe(status);
  const failure = told.find((line) => line.failure)?.failure;
  expect(failure).toMatchObject({
    name: expect.stringMatching(/Error$/),
    code: expect.stringMatching(code),
  });
  expect(failure?.frames?.length).toBeGreaterThan(0);
});

test('the log tells what failed at a log-in', () => {
  const failures = lines.filter(({ msg, failure }) => msg?.startsWith('Authentication') && failure);
  expect(failures.map(({ failure }) => failure?.code)).toContain('42P01');
});

test.each(['secret', 'se/cret', 'se#cret', 'se?cret', 'se%cret', 'se cret'])(
  'a start that fails does not quote the password of the database: %s',
  async (password) => {
    const url = `postgres://tandem:${password}@127.0.0.1:1/tandem`;
    const env = parseEnv({ DATABASE_URL: url, BETTER_AUTH_SECRET: 'x'.repeat(32) });
    const failure = await createServices(env).catch((error: Error) => error.message);
    expect(failure).toMatch(/^The database at DATABASE_URL cannot be used: /);
    expect(failure).not.toMatch(/cret/);
  },
);
