import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const PAGE = 'https://app.example';

const everywhere = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

const answers: [number, string, string, Message?][] = [
  [200, 'GET', TASKS],
  [200, 'HEAD', TASKS],
  [204, 'OPTIONS', TASKS],
  [201, 'POST', TASKS, { json: { title: 'One' } }],
  [304, 'GET', TASKS, { headers: { 'if-none-match': '*' } }],
  [400, 'POST', TASKS, { text: '{' }],
  [401, 'GET', TASKS, { token: 'bad' }],
  [403, 'GET', '/api/eve/tasks'],
  [404, 'GET', '/api/<script>'],
  [404, 'GET', '/api/%'],
  [405, 'PUT', TASKS],
  [413, 'POST', TASKS, { text: `"${'x'.repeat(65_536)}"` }],
  [422, 'POST', TASKS, { json: {} }],
  [200, 'HEAD', `${TASKS}/events`],
  [200, 'GET', '/api/healthz'],
  [200, 'GET', '/api/openapi.json'],
  [401, 'GET', '/api/trpc/tasks.list', { token: '' }],
  [401, 'GET', '/api/auth/token', { token: 'bad' }],
  [404, 'GET', '/api/auth/nothing'],
  [405, 'PUT', '/api/auth/token'],
  [204, 'OPTIONS', '/api/auth/sign-in/email'],
];

describe.each([
  ['http://localhost:3000', undefined],
  ['https://tasks.example.com', 'max-age=63072000; includeSubDomains'],
])('at %s', (BETTER_AUTH_URL, transportSecurity) => {
  let server: TestServer;
  let ada: Person;
  beforeAll(async () => {
    server = await createTestServer({ BETTER_AUTH_URL, CORS_ORIGINS: PAGE });
    ada = await addPerson(server, 'ada');
  });
  afterAll(() => server.close());

  test.each(answers)('the %i of %s %s tells browsers how to treat it', async (status, ...call) => {
    const answer = await send(...call);
    expect(answer).toMatchObject({ status, headers: everywhere });
    expect(answer.headers['strict-transport-security']).toBe(transportSecurity);
  });

  test('the page of Better Auth that shows an error runs nothing', async () => {
    const answer = await send('GET', '/api/auth/error?error=<script>alert(1)</script>');
    expect(answer).toMatchObject({ headers: everywhere });
    expect(answer.text).not.toContain('<script>alert');
  });

  test('pages of the allowed origins are not kept out', async () => {
    const { headers } = await send('GET', TASKS, { headers: { origin: PAGE } });
    expect(headers).toMatchObject({ ...everywhere, 'access-control-allow-origin': PAGE });
  });

  function send(method: string, path: string, message: Message = {}) {
    return server.send(method, path, { token: ada.token, ...message });
  }
});
