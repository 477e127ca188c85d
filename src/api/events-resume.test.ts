import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ChangePage, TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import type { Person } from '@/testing/app';
import type { EventSource, ServerEvent } from '@/testing/event-source';
import { follow, type Way, ways } from '@/testing/followers';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';
import { readHoldings } from '@/testing/task-owners';

/** A write of one of the first tasks, after which the stream breaks off or not. */
const step = fc.record({
  write: fc.constantFrom('create', 'toggle', 'delete', 'restore', 'bulk'),
  id: fc.nat(4),
  reopen: fc.option(fc.constantFrom(...ways)),
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
  const schedules = fc.array(step, { minLength: 8, maxLength: 16, size: 'max' });
  await fc.assert(
    fc.asyncProperty(schedules, async (steps) => {
      ada = await addPerson(server);
      const follower = startFollowing((await readChanges()).cursor);
      const ids = [await create('First')];
      for (const { write, id, reopen } of steps) {
        await doWrite(write, ids, id);
        if (reopen) follower.cut(reopen);
      }
      const { rows, revision } = await readHoldings(server.services.db, ada.id);
      await vi.waitFor(() => expect(versions(follower.told).at(-1)).toBe(revision), 10_000);
      await follower.stop();

      const inOrder = new Set(versions(follower.told).toSorted((a, b) => a - b));
      expect(versions(follower.told)).toEqual([...inOrder]);
      expect([...inOrder]).toEqual(expect.arrayContaining(rows.map(({ version }) => version)));
      expect(replay(follower.told)).toEqual(await list());
    }),
    { numRuns: 12 },
  );
}, 60_000);

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

/** Follows the tasks, and comes back whenever its stream was cut. */
function startFollowing(cursor: string) {
  const told: ServerEvent[] = [];
  let way: Way = 'REST';
  let stopped = false;
  let stream: EventSource | undefined;
  const ended = read();
  return { told, cut, stop };

  async function read(): Promise<void> {
    for (;;) {
      const lastEventId = told.at(-1)?.lastEventId ?? cursor;
      stream = await follow(server, way, ada, { 'last-event-id': lastEventId });
      if (stopped) stream.cut();
      for (let event = await stream.next(); event; event = await stream.next()) told.push(event);
      if (stopped) return;
    }
  }

  function cut(reopen: Way): void {
    way = reopen;
    stream?.cut();
  }

  function stop(): Promise<void> {
    stopped = true;
    stream?.cut();
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
  return events.map(({ data }) => {
    const change = data as TaskChange;
    return change.type === 'upsert' ? change.task.version : change.version;
  });
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
