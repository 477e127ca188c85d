import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodePosition } from '@/db/change-cursor';
import type { Person } from '@/testing/app';
import { eventsPath, type Way, ways } from '@/testing/followers';
import { type Answer, createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const RPC = '/api/trpc/tasks.onChange';

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer({ API_RATE_LIMIT: '60' });
  ada = await addPerson(server, 'ada');
  await addPerson(server, 'eve');
});

afterAll(() => server.close());

// An answer has ended when it is here, so that none of these is a stream.

test.each(ways)(
  'over %s there are no events without a token that is good for them',
  async (way) => {
    for (const [status, userId, token] of [
      [401, 'ada', ''],
      [401, 'ada', 'bad'],
      [403, 'eve', ada.token],
      [403, 'nobody', ada.token],
    ] as const) {
      const answer = await server.send('GET', eventsPath(way, userId), { token });
      expect([answer.status, problemOf(way, answer)]).toMatchObject([status, { status }]);
      expect('www-authenticate' in answer.headers).toBe(status === 401);
    }
  },
);

test.each([
  ['garbage', 410, 'garbage'],
  ['of somebody else', 410, cursorOf('eve', 0)],
  ['from the future', 410, cursorOf('ada', 1)],
  ['too long', 422, 'x'.repeat(201)],
])('there are no events behind a cursor that is %s: %i', async (_, status, cursor) => {
  for (const way of ways) {
    for (const [headers, query] of [
      [{ 'last-event-id': cursor }, {}],
      [{}, { lastEventId: cursor }],
      [{}, { since: cursor }],
    ] as const) {
      const path = eventsPath(way, 'ada', query);
      const answer = await server.send('GET', path, { token: ada.token, headers });
      expect([answer.status, problemOf(way, answer)]).toMatchObject([status, { status }]);
    }
  }
});

test('a cursor that leads nowhere is told so in words to act on, alike in both ways', async () => {
  const told = { code: 'GONE', detail: expect.stringMatching(/read all tasks anew/) };
  for (const way of ways) {
    const path = eventsPath(way, 'ada', { since: 'x' });
    const answer = await server.send('GET', path, { token: ada.token });
    expect(problemOf(way, answer)).toMatchObject(told);
  }
});

test.each(ways)('over %s past the limit there is no stream', async (way) => {
  const { id, token } = await addPerson(server);
  const list = () => server.send('GET', `/api/${id}/tasks`, { token });
  await Promise.all(Array.from({ length: 60 }, list));
  const answer = await server.send('GET', eventsPath(way, id), { token });
  expect([answer.status, problemOf(way, answer)]).toMatchObject([429, { status: 429 }]);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

test('other methods are a 405, and OPTIONS tells which there are', async () => {
  const calls = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ['REST', method] as const);
  for (const [way, method] of [...calls, ['RPC', 'POST'] as const]) {
    const refused = await server.send(method, eventsPath(way, 'ada'), { token: ada.token });
    expect(refused).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
  }
  expect(await server.send('OPTIONS', eventsPath('REST', 'ada'))).toMatchObject({
    status: 204,
    headers: { allow: 'GET, HEAD, OPTIONS' },
  });
});

test('a batch has no stream', async () => {
  const input = JSON.stringify({ 0: { user_id: 'ada' } });
  const path = `${RPC}?batch=1&input=${encodeURIComponent(input)}`;
  const answer = await server.send('GET', path, { token: ada.token });
  expect(answer.status).toBe(400);
});

function cursorOf(userId: string, version: number): string {
  return encodePosition(userId, { version, began: 0 });
}

function problemOf(way: Way, { json }: Answer): unknown {
  return way === 'REST'
    ? json
    : (json as { error: { data: { problem: object } } }).error.data.problem;
}
