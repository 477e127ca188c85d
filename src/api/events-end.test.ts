import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { drain } from '@/host/drain';
import { type Person, TEST_SECRET } from '@/testing/app';
import { signInAgain } from '@/testing/devices';
import { createJudge, type Judge } from '@/testing/document';
import type { OpenApiDocument } from '@/testing/document-parts';
import type { ServerEvent } from '@/testing/event-source';
import { follow, problemIn, type Way, ways } from '@/testing/followers';
import { decodePart, forge, HEADER } from '@/testing/forge';
import { createTestServer, type TestServer } from '@/testing/http';

let server: TestServer;
let judge: Judge;
let ada: Person;
let lines: { requestId: string; failure?: object }[];

beforeAll(async () => {
  lines = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  server = await createTestServer({}, { log: pino({ level: 'info' }, { write }) });
  const { json } = await server.send('GET', '/api/openapi.json');
  judge = createJudge(json as OpenApiDocument);
});

beforeEach(async () => {
  ada = await server.signUp();
});

afterAll(() => server.close());

test('a stream ends when its token expires', async () => {
  const exp = Date.now() / 1_000 + 1;
  const token = forge(HEADER, { ...decodePart(ada.token, 1), exp }, TEST_SECRET);
  const streams = await Promise.all(ways.map((way) => follow(server, way, { ...ada, token })));
  await create('In time');
  for (const stream of streams) {
    expect(await stream.next()).toMatchObject({ data: { task: { title: 'In time' } } });
  }
  await wait(exp * 1_000 - Date.now() + 1);
  await create('Too late');
  for (const [index, way] of ways.entries()) expectEnd(way, await streams[index]?.rest(), 401);
});

test.each(ways)('over %s a stream ends when its session does, and no other', async (way) => {
  const stream = await follow(server, way, ada);
  const phone = await signInAgain(server, ada);
  const other = await follow(server, way, phone);
  await server.send('POST', '/api/auth/sign-out', { token: ada.token });
  await create('Too late', phone);
  expectEnd(way, await stream.rest(), 401);
  expect(await other.next()).toMatchObject({ data: { task: { title: 'Too late' } } });
  other.cut();
});

test.each(ways)('over %s changes that cannot be read end the stream, logged once', async (way) => {
  const stream = await follow(server, way, ada);
  await server.services.db.execute(sql`alter schema public rename to elsewhere`);
  server.services.live.announce(ada.id);
  expectEnd(way, await stream.rest(), 500);
  await server.services.db.execute(sql`alter schema elsewhere rename to public`);
  const ofStream = ({ requestId }: { requestId: string }) =>
    requestId === stream.headers['x-request-id'];
  const failures = lines.filter(ofStream).flatMap(({ failure }) => failure ?? []);
  expect(failures).toMatchObject([{ code: '42P01' }]);
});

// The last, as nobody can follow anything afterwards.
test('a server that stops ends the streams, for others to take over', async () => {
  const streams = await Promise.all(ways.map((way) => follow(server, way, ada)));
  server.services.live.close();
  await drain(server.http);
  expect(server.http.listening).toBe(false);
  for (const [index, way] of ways.entries()) {
    expectEnd(way, await streams[index]?.rest(), 503);
  }
});

/** The stream told nothing more but why it ended. */
function expectEnd(way: Way, events: ServerEvent[] | undefined, status: number): void {
  expect(events).toHaveLength(1);
  const problem = problemIn(way, events?.[0]);
  judge({ $ref: '#/components/schemas/Problem' }, problem, 'problem');
  expect(problem).toMatchObject({ status });
}

async function create(title: string, { id, token } = ada): Promise<void> {
  const answer = await server.send('POST', `/api/${id}/tasks`, { token, json: { title } });
  expect(answer.status).toBe(201);
}
