import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ChangePage, type TaskChange, versionOf } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import { bearer, send as handle } from '@/testing/clients';
import type { EventSource, ServerEvent } from '@/testing/event-source';
import { eventsPath, follow, ways } from '@/testing/followers';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';
import { readHoldings } from '@/testing/task-owners';

/** What is written, and when the stream breaks off: with a write, or after so many events. */
const schedule = fc.record({
  steps: fc.array(
    fc.record({
      write: fc.constantFrom('create', 'toggle', 'delete', 'restore', 'bulk'),
      id: fc.nat(4),
      cut: fc.boolean(),
    }),
    { minLength: 8, maxLength: 16, size: 'max' },
  ),
  takes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
});

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer();
});

beforeEach(async () => {
  ada = await addPerson(server);
});

afterAll(() => server.close());

test('however often a stream is cut, nothing is missed, nothing is told twice, all is in order', async () => {
  await fc.assert(
    fc.asyncProperty(schedule, async ({ steps, takes }) => {
      ada = await addPerson(server);
      const follower = startFollowing((await readChanges()).cursor, takes);
      const ids = [await create('First')];
      for (const { write, id, cut } of steps) {
        await doWrite(write, ids, id);
        if (cut) follower.cut();
      }
      const { rows, revision } = await readHoldings(server.services.db, ada.id);
      await expect.poll(() => versions(follower.told).at(-1)).toBe(revision);
      await follower.stop();

      const inOrder = new Set(versions(follower.told).toSorted((a, b) => a - b));
      expect(versions(follower.told)).toEqual([...inOrder]);
      expect([...inOrder]).toEqual(expect.arrayContaining(rows.map(({ version }) => version)));
      expect(replay(follower.told)).toEqual(await list());
    }),
    { numRuns: 12 },
  );
}, 120_000);

test.each(ways)('over %s events begin behind a cursor, however it is sent', async (way) => {
  const { cursor } = await readChanges();
  await create('Since then');
  for (const stream of await Promise.all([
    follow(server, way, ada, { 'last-event-id': cursor }),
    follow(server, way, ada, {}, { lastEventId: cursor }),
    follow(server, way, ada, {}, { since: cursor }),
  ])) {
    expect((await stream.next())?.data).toMatchObject({ task: { title: 'Since then' } });
    stream.cut();
  }
});

test.each(ways)('over %s the header counts, as it tells what was read last', async (way) => {
  const before = await readChanges();
  await create('First');
  const after = await readChanges();
  await create('Second');
  const stream = await follow(
    server,
    way,
    ada,
    { 'last-event-id': after.cursor },
    { lastEventId: before.cursor, since: before.cursor },
  );
  expect((await stream.next())?.data).toMatchObject({ task: { title: 'Second' } });
  stream.cut();
});

test.each(ways)('over %s an empty cursor is none: the events begin now', async (way) => {
  await create('Before');
  const stream = await follow(server, way, ada, { 'last-event-id': '' }, { since: '' });
  await create('Now');
  expect((await stream.next())?.data).toMatchObject({ task: { title: 'Now' } });
  stream.cut();
});

test('who was cut off before the first event resumes where the stream began', async () => {
  const response = await handle(server, 'GET', eventsPath('REST', ada.id), bearer(ada.token));
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  const [, id = ''] = /^retry: \d+\nid: (\S+)\n\n$/.exec(new TextDecoder().decode(value)) ?? [];
  await reader?.cancel();
  await create('While away');
  const stream = await follow(server, 'REST', ada, { 'last-event-id': id });
  expect((await stream.next())?.data).toMatchObject({ task: { title: 'While away' } });
  stream.cut();
});

/** Follows the tasks, and comes back in the other way whenever its stream was cut. */
function startFollowing(cursor: string, takes: number[]) {
  const told: ServerEvent[] = [];
  let stream: EventSource | undefined;
  let stopped = false;
  const ended = read();
  return { told, cut, stop };

  async function read(): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      const way = ways[turn % ways.length] ?? 'REST';
      const lastEventId = told.at(-1)?.lastEventId ?? cursor;
      stream = await follow(server, way, ada, { 'last-event-id': lastEventId });
      if (stopped) cut();
      for (let left = takes[turn % takes.length] ?? 1; left > 0; left -= 1) {
        const event = await stream.next();
        if (!event) break;
        told.push(event);
      }
      cut();
      if (stopped) return;
    }
  }

  function cut(): void {
    stream?.cut();
  }

  function stop(): Promise<void> {
    stopped = true;
    cut();
    return ended;
  }
}

async function doWrite(write: string, ids: number[], index: number): Promise<void> {
  const id = ids[index % ids.length];
  if (write === 'create') ids.push(await create('Another'));
  if (write === 'toggle') await send('PATCH', `/${id}/complete`);
  if (write === 'delete') await send('DELETE', `/${id}`);
  if (write === 'restore') await send('POST', `/${id}/restore`);
  const operations = [
    { op: 'create', title: 'Of many' },
    { op: 'delete', id },
    { op: 'create', title: 'Of many' },
  ];
  if (write === 'bulk') await send('POST', '/bulk', { operations });
}

/** The tasks as somebody knows them who was told all this. */
function replay(events: ServerEvent[]): Task[] {
  const tasks = new Map<number, Task>();
  for (const { data } of events) {
    const change = data as TaskChange;
    if (change.type === 'upsert') tasks.set(change.task.id, change.task);
    else tasks.delete(change.id);
  }
  return [...tasks.values()].toSorted((a, b) => b.id - a.id);
}

function versions(events: ServerEvent[]): number[] {
  return events.map(({ data }) => versionOf(data as TaskChange));
}

async function create(title: string): Promise<number> {
  return ((await send('POST', '', { title })) as Task).id;
}

async function list(): Promise<Task[]> {
  return (await send('GET', '')) as Task[];
}

async function readChanges(): Promise<ChangePage> {
  return (await send('GET', '/changes')) as ChangePage;
}

async function send(method: string, path: string, json?: unknown): Promise<unknown> {
  const message = { token: ada.token, json };
  return (await server.send(method, `/api/${ada.id}/tasks${path}`, message)).json;
}
