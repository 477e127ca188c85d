import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestApp, type Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const APP = 'https://app.example';
const LOCAL = 'http://localhost:5173';
const CONDITIONS = ['Idempotency-Key', 'If-Match', 'If-None-Match', 'Last-Event-ID'];

const EXPOSED = [
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'RateLimit',
  'Retry-After',
  'X-Request-Id',
];

const title = { json: { title: 'One more' } };
const large = { text: `"${'x'.repeat(65_536)}"` };

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer({
    CORS_ORIGINS: `${APP}, ${LOCAL}`,
    MAX_TASKS_PER_USER: '1',
    API_RATE_LIMIT: '600',
  });
  ada = await addPerson(server, 'ada');
  await send('POST', TASKS, { json: { title: 'The only one' } });
});

afterAll(() => server.close());

test.each<[number, string, string, Message]>([
  [200, 'GET', TASKS, {}],
  [200, 'HEAD', TASKS, {}],
  [204, 'OPTIONS', TASKS, {}],
  [401, 'GET', TASKS, { token: 'bad' }],
  [403, 'GET', '/api/eve/tasks', {}],
  [404, 'GET', '/api/x', {}],
  [405, 'PUT', TASKS, {}],
  [409, 'POST', TASKS, title],
  [304, 'GET', TASKS, { headers: { 'if-none-match': '*' } }],
  [200, 'GET', `${TASKS}/changes`, {}],
  [200, 'GET', `${TASKS}/deleted`, {}],
  [200, 'HEAD', `${TASKS}/events`, {}],
  [404, 'POST', `${TASKS}/0/restore`, {}],
  [410, 'GET', `${TASKS}/changes?since=x`, {}],
  [412, 'PUT', `${TASKS}/1`, { ...title, headers: { 'if-match': '"0"' } }],
  [413, 'POST', TASKS, large],
  [422, 'POST', TASKS, { json: {} }],
  [200, 'GET', '/api/healthz', {}],
  [200, 'GET', '/api/readyz', {}],
  [200, 'GET', '/api/openapi.json', {}],
  [404, 'GET', '/api/trpc/x', {}],
])('the %i of %s %s says how it may be cached and what the limit is', async (status, ...call) => {
  expect(await send(...call)).toMatchObject({
    status,
    headers: {
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Origin',
      'ratelimit-policy': '"user";q=600;w=60',
    },
  });
});

test.each([
  [
    'POST',
    '/api/auth/sign-up/email',
    { name: 'Eve', email: 'eve@example.com', password: 'secret secret' },
  ],
  ['POST', '/api/auth/sign-in/email', { email: 'nobody@example.com', password: 'wrong wrong' }],
  ['GET', '/api/auth/token', undefined],
])('%s %s is never stored', async (method, path, json) => {
  const origin = 'http://localhost:3000';
  const { headers } = await server.send(method, path, { json, headers: { origin } });
  expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Authorization, Origin' });
});

test('the public keys may be cached', async () => {
  const app = await createTestApp({ JWT_ALGORITHM: 'EdDSA' });
  onTestFinished(app.close);
  const url = `${app.services.env.BETTER_AUTH_URL}/api/auth/jwks`;
  const { status, headers } = await app.handle(new Request(url));
  expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
});

test.each([
  [401, 'GET', TASKS, { token: 'bad' }],
  [200, 'GET', TASKS, {}],
  [403, 'GET', '/api/eve/tasks', {}],
  [405, 'PUT', TASKS, {}],
  [204, 'OPTIONS', TASKS, { token: '' }],
  [404, 'GET', '/api/x', {}],
  [409, 'POST', TASKS, title],
  [200, 'GET', '/api/healthz', {}],
  [401, 'GET', '/api/auth/token', {}],
])('allowed origins may read the %i of %s %s', async (status, method, path, message) => {
  for (const origin of [APP, LOCAL]) {
    const answer = await send(method, path, { headers: { origin }, ...message });
    expect(answer).toMatchObject({ status, headers: { 'access-control-allow-origin': origin } });
    const exposed = `${answer.headers['access-control-expose-headers']}`.split(', ');
    expect(exposed).toEqual(expect.arrayContaining(EXPOSED));
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  }
});

test.each([
  'https://other.example',
  `${APP}.evil.example`,
  'http://app.example',
  `${APP}:444`,
  `${APP}/`,
  'https://APP.example',
  'null',
  '*',
  '',
  `${APP}, ${LOCAL}`,
])('the origin %s is told nothing', async (origin) => {
  for (const [method, path] of [
    ['GET', TASKS],
    ['OPTIONS', TASKS],
    ['GET', '/api/x'],
    ['GET', '/api/auth/token'],
  ] as const) {
    const { headers } = await send(method, path, { headers: { origin } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test.each([TASKS, `${TASKS}/1`, `${TASKS}/1/complete`, `${TASKS}/bulk`, '/api/auth/sign-in/email'])(
  'a preflight of %s needs no token',
  async (path) => {
    const { status, headers } = await server.send('OPTIONS', path, {
      headers: {
        origin: APP,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect([status, headers]).toMatchObject([204, { 'access-control-allow-origin': APP }]);
    expect(headers.allow).toContain('OPTIONS');
    const allowed = `${headers['access-control-allow-headers']}`.split(', ');
    expect(allowed).toEqual(
      expect.arrayContaining(['Authorization', 'Content-Type', ...CONDITIONS]),
    );
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(headers['access-control-allow-methods']).toContain(method);
    }
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  },
);

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}
