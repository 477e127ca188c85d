import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TaskChange } from '@/contract/task-changes';
import type { Person } from '@/testing/app';
import { createJudge, type Judge } from '@/testing/document';
import type { OpenApiDocument } from '@/testing/document-parts';
import type { EventSource } from '@/testing/event-source';
import { eventsPath, follow, ways } from '@/testing/followers';
import { FULL } from '@/testing/full-task';
import { createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;
let judge: Judge;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer({ API_RATE_LIMIT: '600' });
  const { json } = await server.send('GET', '/api/openapi.json');
  judge = createJudge(json as OpenApiDocument);
});

afterAll(() => server.close());

test.each(ways)('over %s each write is told as it happens, as it was answered', async (way) => {
  ada = await addPerson(server);
  const stream = await follow(server, way, ada);

  const { json: milk } = await send('POST', '', { json: FULL });
  expect(await told(stream)).toEqual(upsert(milk));
  const path = `/${(milk as { id: number }).id}`;
  const { json: bread } = await send('PUT', path, { json: { title: 'Bread', due_date: null } });
  expect(await told(stream)).toEqual(upsert(bread));
  const { json: open } = await send('PATCH', `${path}/complete`);
  expect(await told(stream)).toEqual(upsert(open));
  await send('DELETE', path);
  expect(await told(stream)).toEqual({ type: 'delete', id: idOf(milk), version: 4 });
  const { json: back } = await send('POST', `${path}/restore`);
  expect(await told(stream)).toEqual(upsert(back));
  stream.cut();
});

test.each(ways)('over %s all of a bulk is told in its order', async (way) => {
  ada = await addPerson(server);
  const { json: milk } = await send('POST', '', { json: { title: 'Milk' } });
  const { json: bread } = await send('POST', '', { json: { title: 'Bread' } });
  const stream = await follow(server, way, ada);
  const operations = [
    { op: 'create', title: 'Butter' },
    { op: 'delete', id: idOf(bread) },
    { op: 'complete', id: idOf(milk) },
    { op: 'create', title: 'Salt' },
  ];
  const { json } = await send('POST', '/bulk', { json: { operations } });
  const { changes } = json as { changes: TaskChange[] };
  expect(changes).toHaveLength(4);

  for (const [index, change] of changes.entries()) {
    expect(await told(stream, changes.slice(index + 1))).toEqual(change);
  }
  stream.cut();
});

test.each(ways)('over %s nothing is told of refused writes, nor of somebody else', async (way) => {
  const eve = await addPerson(server);
  ada = await addPerson(server);
  const { json: milk } = await send('POST', '', { json: { title: 'Milk' } });
  const stream = await follow(server, way, ada);
  const path = `/${idOf(milk)}`;
  const refusals = await Promise.all([
    send('POST', '', { json: {} }),
    send('PUT', path, { json: { title: 'Stale' }, headers: { 'if-match': '"9"' } }),
    send('DELETE', '/9000000000000000'),
    server.send('POST', `/api/${eve.id}/tasks`, { token: eve.token, json: { title: 'Hers' } }),
  ]);
  expect(refusals.map(({ status }) => status)).toEqual([422, 412, 404, 201]);
  const { json: bread } = await send('PUT', path, { json: { title: 'Bread' } });
  expect(await told(stream)).toEqual(upsert(bread));
  stream.cut();
});

test.each(ways)('over %s a stream has the headers of every answer', async (way) => {
  ada = await addPerson(server);
  const stream = await follow(server, way, ada, { 'x-request-id': 'mine' });
  expect(stream).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Origin',
      'x-request-id': 'mine',
      'x-accel-buffering': 'no',
      'ratelimit-policy': '"user";q=600;w=60',
      ratelimit: expect.stringMatching(/^"user";r=599;t=\d+$/),
    },
  });
  stream.cut();

  const head = await server.send('HEAD', eventsPath(way, ada.id), { token: ada.token });
  const names = Object.keys(stream.headers).filter((name) => name !== 'transfer-encoding');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(Object.keys(head.headers)).toEqual(expect.arrayContaining(names));
});

/** The next change; its id is a cursor behind which there are `rest`. */
async function told(stream: EventSource, rest: TaskChange[] = []): Promise<unknown> {
  const event = await stream.next();
  judge({ $ref: '#/components/schemas/TaskChange' }, event?.data, 'event');
  const { json } = await send('GET', `/changes?since=${event?.lastEventId}`);
  expect(json).toMatchObject({ changes: rest, has_more: false });
  return event?.data;
}

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, `/api/${ada.id}/tasks${path}`, { token: ada.token, ...message });
}

function upsert(task: unknown): object {
  return { type: 'upsert', task };
}

function idOf(task: unknown): number {
  return (task as { id: number }).id;
}
