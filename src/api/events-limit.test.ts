import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { bearer } from '@/testing/clients';
import { eventsPath, follow, ways } from '@/testing/followers';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const LIMIT = 20;

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  ada = await addPerson(server);
});
afterAll(() => server.close());

test.each(ways)(
  'over %s a user follows with 20 streams at once, and others with theirs',
  async (way) => {
    const streams = await followAll(LIMIT);
    const refused = await server.send('GET', eventsPath(way, ada.id), { token: ada.token });
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    expect(refused.text).toContain('Too many streams of events are open: close some first');
    const eve = await follow(server, way, await addPerson(server));
    expect(eve.status).toBe(200);

    streams[0]?.cut();
    await expect.poll(() => tryOne(way)).toBe(200);
    for (const stream of [...streams, eve]) stream.cut();
  },
);

test.each(ways)('over %s what never became a stream does not count', async (way) => {
  const { BETTER_AUTH_URL: url } = server.services.env;
  const gone = { headers: bearer(ada.token), signal: AbortSignal.abort() };
  for (let count = 0; count < LIMIT; count += 1) {
    const unread = await server.handle(new Request(url + eventsPath(way, ada.id), gone));
    await unread.body?.cancel();
    await server.send('HEAD', eventsPath(way, ada.id), { token: ada.token });
    await server.send('GET', eventsPath(way, ada.id, { since: 'x' }), { token: ada.token });
  }
  for (const stream of await followAll(LIMIT)) {
    expect(stream.status).toBe(200);
    stream.cut();
  }
});

function followAll(count: number) {
  return Promise.all(
    Array.from({ length: count }, (_, index) => follow(server, ways[index % 2] ?? 'REST', ada)),
  );
}

async function tryOne(way: (typeof ways)[number]) {
  const stream = await follow(server, way, ada);
  stream.cut();
  return stream.status;
}
