import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { encodePosition } from '@/db/change-cursor';
import type { Person } from '@/testing/app';
import { bearer } from '@/testing/clients';
import { eventsPath, follow, ways } from '@/testing/followers';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson, mintToken } from '@/testing/people';

const TICK_MS = 500;

let server: TestServer;
let statements: string[] = [];
let ada: Person;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  server = await createTestServer({}, { onStatement });
});

beforeEach(async () => {
  ada = await addPerson(server);
});

afterAll(async () => {
  await server.close();
  vi.useRealTimers();
});

test('a thousand who wait cost one statement a tick', async () => {
  const hangUp = new AbortController();
  const readers = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => openInProcess(index, hangUp.signal)),
  );
  await tick();
  statements = [];
  await tick();
  await tick();
  await tick();
  expect(statements).toEqual(Array(3).fill(expect.stringMatching(/"task_revisions"/)));

  hangUp.abort();
  await Promise.all(readers.map((reader) => reader.cancel()));
  expect(await askedWhileIdle()).toEqual([]);
});

test.each(ways)('over %s a write of this process is told without a tick', async (way) => {
  const stream = await follow(server, way, ada);
  const { json } = await server.send('POST', `/api/${ada.id}/tasks`, {
    token: ada.token,
    json: { title: 'Milk' },
  });
  expect((await stream.next())?.data).toEqual({ type: 'upsert', task: json });
  stream.cut();
});

test.each(ways)('over %s a client that hangs up leaves nothing behind', async (way) => {
  const connected = once(server.http, 'connection') as Promise<[Socket]>;
  const stream = await follow(server, way, ada);
  const [socket] = await connected;
  await tick();
  stream.cut();
  await once(socket, 'close');
  expect(await askedWhileIdle()).toEqual([]);
});

test.each(ways)('over %s HEAD leaves nothing behind', async (way) => {
  const answer = await server.send('HEAD', eventsPath(way, ada.id), { token: ada.token });
  expect(answer.headers['content-type']).toBe('text/event-stream');
  expect(await askedWhileIdle()).toEqual([]);
});

test.each(ways)(
  'over %s for a client that does not read nothing is read, then it is dropped',
  async (way) => {
    await addLargeTasks(ada.id, 2_000);
    server.http.timeout = 1_000;
    const connected = once(server.http, 'connection') as Promise<[Socket]>;
    statements = [];
    const since = encodePosition(ada.id, { version: 0, began: 0 });
    await follow(server, way, ada, {}, { since });
    const [socket] = await connected;
    server.http.timeout = 0;

    await once(socket, 'close');
    // There are 20 pages, and the network holds some of them.
    expect(statements.length).toBeLessThan(15);
    expect(await askedWhileIdle()).toEqual([]);
    statements = [];
    server.services.live.announce(ada.id);
    await turn();
    expect(statements).toEqual([]);
  },
);

/** Lets who waits look around, and returns when they have. */
async function tick(): Promise<void> {
  const seen = server.services.live.hasNews('nobody', 0);
  await vi.advanceTimersByTimeAsync(TICK_MS);
  await seen;
  await turn();
}

/** What is asked in three ticks, when those who wait have looked around. */
async function askedWhileIdle(): Promise<string[]> {
  await tick();
  statements = [];
  await vi.advanceTimersByTimeAsync(3 * TICK_MS);
  return statements;
}

function onStatement(statement: string): void {
  if (/\btasks|task_revisions\b/.test(statement)) statements.push(statement);
}

/** The stream of somebody new, who is waiting for the first event. */
async function openInProcess(index: number, signal: AbortSignal) {
  const id = `listener ${index}`;
  const path = eventsPath(ways[index % 2] ?? 'REST', encodeURIComponent(id));
  const url = server.services.env.BETTER_AUTH_URL + path;
  const headers = bearer(await mintToken(server, id));
  const response = await server.handle(new Request(url, { headers, signal }));
  const reader = response.body!.getReader();
  await reader.read();
  reader.read();
  return reader;
}

/** Tasks of several kilobytes each. */
async function addLargeTasks(userId: string, count: number): Promise<void> {
  const { db } = server.services;
  await db.execute(sql`
    insert into tasks (user_id, title, description, version)
    select ${userId}, repeat('😀', 200), repeat('😀', 1000), n from generate_series(1, ${count}::int) n`);
  await db.execute(sql`
    insert into task_revisions (user_id, revision, task_count) values (${userId}, ${count}, ${count})`);
}
