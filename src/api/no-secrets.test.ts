import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type Person } from '@/testing/app';
import { bearer, clients, procedures, says, send } from '@/testing/clients';
import { type Device, sidOf, signInAgain } from '@/testing/devices';
import { createTestServer, type TestServer } from '@/testing/http';

const SESSION_COOKIE = 'better-auth.session_token=';

let server: TestServer;
let laptop: Person;
let phone: Device;
beforeAll(async () => {
  server = await createTestServer({ JWT_ALGORITHM: 'EdDSA' });
  laptop = await server.signUp();
  phone = await signInAgain(server, laptop);
});
afterAll(() => server.close());

test('there are tokens of sessions, hashes and private keys that could be told', async () => {
  expect((await readSecrets()).length).toBeGreaterThanOrEqual(4);
});

test('a secret that is told would be noticed', async () => {
  const [secret = ''] = await readSecrets();
  const headers = new Headers({ 'set-cookie': `${SESSION_COOKIE}${secret}` });
  expect(await secretsIn(headers, '')).toEqual([]);
  expect(await secretsIn(headers, `{"token":"${secret}"}`)).toEqual([secret]);
  expect(await secretsIn(new Headers({ location: `/?token=${secret}` }), '')).toEqual([secret]);
  expect(await secretsIn(new Headers({ 'set-cookie': `other=${secret}` }), '')).toEqual([secret]);
});

test.each(['token', 'cookie'])('Better Auth tells none, to who comes with the %s', async (kind) => {
  const device = await signInAgain(server, laptop);
  const { origin } = new URL(server.services.env.BETTER_AUTH_URL);
  const headers: Record<string, string> =
    kind === 'token' ? bearer(device.token) : { cookie: device.cookie, origin };
  const bodies: Record<string, object> = {
    '/sign-in/email': { email: laptop.email, password: PASSWORD },
    '/sign-up/email': { name: 'New', email: `${kind}@example.com`, password: PASSWORD },
    '/update-user': { name: 'Another' },
  };
  const statuses: Record<string, number> = {};
  const endpoints = listEndpoints();
  expect(endpoints.length).toBeGreaterThan(25);
  for (const [method, path] of endpoints) {
    const body = method === 'POST' ? JSON.stringify(bodies[path] ?? {}) : undefined;
    const response = await send(server, method, `/api/auth${path}`, headers, body);
    const told = await secretsIn(response.headers, await response.text());
    expect([method, path, told]).toEqual([method, path, []]);
    statuses[`${method} ${path}`] = response.status;
  }
  const posted = [...Object.keys(bodies), '/sign-out'].map((path) => `POST ${path}`);
  const known = [...posted, 'GET /get-session'];
  expect(known.map((call) => [call, statuses[call]])).toEqual(known.map((call) => [call, 200]));
});

test.each(Object.keys(procedures))(
  '%s tells none, whichever way it is called',
  async (procedure) => {
    for (const [way, client] of Object.entries(clients)) {
      if (!says(way, procedure)) continue;
      const answer = await client(server, {
        procedure,
        input: {
          user_id: laptop.id,
          title: 'x',
          operations: [{ op: 'create', title: 'x' }],
          id: procedure === 'sessions.end' ? sidOf(phone) : 1,
          current_password: 'wrong',
          new_password: 'another good one',
        },
        headers: bearer(laptop.token),
      });
      const { headers = new Headers(), ...rest } = answer ?? {};
      expect(await secretsIn(headers, JSON.stringify(rest))).toEqual([]);
    }
  },
);

/** The secrets in an answer, but for the token of a session in its own cookie. */
async function secretsIn(headers: Headers, text: string): Promise<string[]> {
  const others = [...headers].filter(([, value]) => !value.startsWith(SESSION_COOKIE));
  const told = JSON.stringify([others, text]);
  return (await readSecrets()).filter((secret) => told.includes(secret));
}

async function readSecrets(): Promise<string[]> {
  const rows = await server.services.db.execute<{ secret: string }>(`
    select token as secret from session union all select password from account
    union all select private_key from jwks`);
  return rows.map(({ secret }) => secret);
}

/** Every endpoint as a request, signing out last. */
function listEndpoints(): [method: string, path: string][] {
  type Endpoint = { path: string; options: { method: string | string[] } };
  const endpoints = Object.values(server.services.auth.api) as unknown as Endpoint[];
  const requests = endpoints.flatMap(({ path, options }) =>
    [options.method].flat().map((method): [string, string] => [method, path]),
  );
  return requests.toSorted(([, a], [, b]) => Number(a === '/sign-out') - Number(b === '/sign-out'));
}
