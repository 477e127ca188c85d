import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { session } from '@/db/schema/auth';
import { PASSWORD } from '@/testing/app';
import { createTestServer, type TestServer } from '@/testing/http';
import { startServerProcess } from '@/testing/server-process';

const LIMIT = 20;
const PROXY = '127.0.0.1';

const CLAIMS = [
  'X-Forwarded-For',
  'X-Real-IP',
  'X-Client-IP',
  'CF-Connecting-IP',
  'True-Client-IP',
  'Fastly-Client-IP',
  'X-Cluster-Client-IP',
  'X-Original-Forwarded-For',
];

type Headers = Record<string, string | string[]>;

describe('without a proxy, no header changes the address', () => {
  test.each<[string, (at: number) => Headers]>([
    [
      'one address',
      (at) => ({
        ...Object.fromEntries(CLAIMS.map((name) => [name, `198.51.100.${at}`])),
        forwarded: `for=198.51.100.${at}`,
      }),
    ],
    ['a list', (at) => ({ 'x-forwarded-for': `198.51.100.${at}, 198.51.100.200` })],
    ['several lines', (at) => ({ 'x-client-ip': [`198.51.100.${at}`, '198.51.100.200'] })],
    ['IPv6', (at) => ({ 'x-forwarded-for': `2001:db8:${at}::1` })],
    ['nothing', () => ({ 'x-client-ip': '', 'x-forwarded-for': '' })],
  ])('%s', async (_, headersOf) => {
    expect(await passed(await startDirect(), headersOf)).toBe(LIMIT);
  });

  test('nor the one that is kept of a session', async () => {
    const direct = await startDirect();
    const email = `${crypto.randomUUID()}@example.com`;
    const headers = { 'x-client-ip': '198.51.100.1', 'x-forwarded-for': '198.51.100.2' };
    const json = { name: 'Somebody', email, password: PASSWORD };
    await direct.send('POST', '/api/auth/sign-up/email', {
      headers,
      json,
      undescribed: true,
    });
    const rows = await direct.services.db.select({ address: session.ipAddress }).from(session);
    expect(rows).toEqual([{ address: '127.0.0.1' }]);
  });
});

test('where the host tells no address, one that a client claims is not believed', async () => {
  const direct = await startDirect();
  const url = `${direct.services.env.BETTER_AUTH_URL}/api/auth/sign-in/email`;
  const guesses = Array.from({ length: LIMIT + 2 }, (_, at) => {
    const headers = { 'content-type': 'application/json', 'x-client-ip': `198.51.100.${at}` };
    const body = JSON.stringify(guessOf(`${at}@example.com`));
    return direct.handle(new Request(url, { method: 'POST', headers, body }));
  });
  const answers = await Promise.all(guesses);
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(LIMIT);
});

describe('behind a trusted proxy', () => {
  let proxied: TestServer;
  beforeAll(async () => {
    proxied = await createTestServer({ AUTH_RATE_LIMIT: 'on', TRUSTED_PROXIES: PROXY });
  });
  afterAll(() => proxied.close());

  // Each from addresses of its own.
  test.each<[string, number, (at: number) => Headers]>([
    ['everybody has an address', LIMIT + 2, (at) => ({ 'x-forwarded-for': `198.51.100.${at}` })],
    ['one address is one', LIMIT, () => ({ 'x-forwarded-for': '198.51.101.1' })],
    [
      'what a client put in front means nothing',
      LIMIT,
      (at) => ({ 'x-forwarded-for': `203.0.113.${at}, 198.51.101.2` }),
    ],
    [
      'nor what it put in lines of its own',
      LIMIT,
      (at) => ({ 'x-forwarded-for': [`203.0.113.${at}`, '198.51.101.3'] }),
    ],
    [
      'nor what it claims elsewhere',
      LIMIT,
      (at) => ({ 'x-forwarded-for': '198.51.101.4', 'x-client-ip': `203.0.113.${at}` }),
    ],
    [
      'ports are no part of an address',
      LIMIT,
      (at) => ({ 'x-forwarded-for': `198.51.101.5:${4_000 + at}` }),
    ],
    ['a /64 of IPv6 is one', LIMIT, (at) => ({ 'x-forwarded-for': `2001:db8:1::${at}` })],
    ['and however it is written', LIMIT, (at) => ({ 'x-forwarded-for': spellingOf(at) })],
    ['two of them are two', LIMIT + 2, (at) => ({ 'x-forwarded-for': `2001:db8:2:${at}::1` })],
    ['what is no address is one for all', LIMIT, (at) => ({ 'x-forwarded-for': `unknown-${at}` })],
  ])('%s', async (_, expected, headersOf) => {
    expect(await passed(proxied, headersOf)).toBe(expected);
  });
});

test('two processes on one database count together', async () => {
  const { variables } = await startDirect();
  const processes = await Promise.all([
    startServerProcess({ ...variables, AUTH_RATE_LIMIT: 'on' }),
    startServerProcess({ ...variables, AUTH_RATE_LIMIT: 'on' }),
  ]);
  try {
    const ports = processes.map(({ port }) => port);
    const email = 'one@example.com';
    const account = await Promise.all(Array.from({ length: 12 }, (_, at) => guess(at, email)));
    expect(account.filter((status) => status === 400)).toHaveLength(10);
    expect(account.filter((status) => status === 429)).toHaveLength(2);
    const address = await Promise.all(Array.from({ length: 12 }, (_, at) => guess(at)));
    expect(address.filter((status) => status === 400)).toHaveLength(LIMIT - 12);
    expect(address.filter((status) => status === 429)).toHaveLength(24 - LIMIT);

    async function guess(at: number, name = `${at}@example.com`): Promise<number> {
      const response = await fetch(`http://127.0.0.1:${ports[at % 2]}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(guessOf(name)),
      });
      await response.arrayBuffer();
      return response.status;
    }
  } finally {
    await Promise.all(processes.map(({ kill }) => kill()));
  }
});

/** Without a proxy everybody comes from one address, which would be past its limit for the next test. */
async function startDirect(): Promise<TestServer> {
  const server = await createTestServer({ AUTH_RATE_LIMIT: 'on' });
  onTestFinished(server.close);
  return server;
}

/** How many of 22 guesses at once, at one account each, get past the limit of their address. */
async function passed(server: TestServer, headersOf: (at: number) => Headers): Promise<number> {
  const guesses = Array.from({ length: LIMIT + 2 }, (_, at) =>
    server.send('POST', '/api/auth/sign-in/email', {
      headers: headersOf(at + 1),
      json: guessOf(`${at}@example.com`),
    }),
  );
  const answers = await Promise.all(guesses);
  return answers.filter(({ status }) => status === 400).length;
}

/** A password longer than any is refused without the work of a hash, but not before it is counted. */
function guessOf(email: string) {
  return { email, password: 'x'.repeat(129) };
}

/** One network of IPv6 in four forms. */
function spellingOf(at: number): string {
  return ['2001:db8::1', '2001:DB8::2', '2001:0db8:0000:0000::3', '[2001:db8::4]:80'][at % 4] ?? '';
}
