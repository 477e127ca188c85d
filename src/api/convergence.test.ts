import { setTimeout } from 'node:timers/promises';
import { and, eq, isNull } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChangePage, TaskChange } from '@/contract/task-changes';
import type { Task } from '@/contract/tasks';
import { tasks } from '@/db/schema/tasks';
import { row } from '@/db/task-row';
import { type ApiProcess, startApiProcess } from '@/testing/api-process';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { follow, ways } from '@/testing/followers';
import { addPerson } from '@/testing/people';
import { addTask, readHoldings } from '@/testing/task-owners';

const WRITES = 200;
const END = 'The end';
const PATIENCE_MS = 60_000;

/** Which of the two processes. */
const place = fc.nat(1);

/** What others delete cannot be changed, so there is more that makes tasks. */
const kind = fc.constantFrom(
  ...(['create', 'create', 'update', 'toggle', 'delete', 'restore', 'bulk', 'undo'] as const),
);
type Kind = typeof kind extends fc.Arbitrary<infer T> ? T : never;

/** A write, sent while those before it run, or once they are answered. */
const write = fc.record({
  kind,
  target: fc.nat(),
  place,
  waits: fc.integer({ min: 1, max: 10 }).map((die) => die === 1),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

/** A page of the follower of changes. */
const read = fc.record({ limit: fc.integer({ min: 1, max: 20 }), pauseMs: fc.nat(30), place });
type Read = typeof read extends fc.Arbitrary<infer T> ? T : never;

/** A stream of the follower of events, and after how many it is cut. */
const stream = fc.record({
  way: fc.constantFrom(...ways),
  events: fc.integer({ min: 1, max: 40 }),
  place,
});
type Stream = typeof stream extends fc.Arbitrary<infer T> ? T : never;

let app: TestApp;
let servers: ApiProcess[];

beforeAll(async () => {
  app = await createTestApp();
  const start = () => startApiProcess(app, afterAll);
  servers = await Promise.all([start(), start()]);
});

afterAll(() => app.close());

test(`whoever follows ${WRITES} writes from two processes ends with what the table holds`, async () => {
  const property = fc.asyncProperty(
    fc.array(write, { minLength: WRITES, maxLength: WRITES, size: 'max' }),
    fc.array(read, { minLength: 1, maxLength: 8, size: 'max' }),
    fc.array(stream, { minLength: 1, maxLength: 8, size: 'max' }),
    async (writes, reads, streams) => {
      const ada = await addPerson(app);
      const first: Task[] = [];
      while (first.length < 5) first.push(await addTask(app.services.db, ada.id));
      const begin = await readChanges(ada, reads[0]!);
      const [byChanges, byEvents, answers] = await Promise.all([
        soon('The follower of changes', followChanges(ada, begin, reads)),
        soon('The follower of events', followEvents(ada, begin, streams)),
        soon('The writer', writeAll(ada, first, writes)),
      ]);

      const { rows, revision } = await readHoldings(app.services.db, ada.id);
      const held = await readTable(ada);
      for (const told of [byChanges, byEvents]) {
        const versions = told.map(versionOf);
        expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
        expect(versions).toEqual(expect.arrayContaining(rows.map(({ version }) => version)));
        expect(replay(told)).toEqual(held);
      }
      for (const server of servers) expect(await readList(server, ada)).toEqual(held);
      expect(new Set(answers.written).size).toBe(answers.written.length);
      const known = new Set([...answers.written, ...answers.restored]);
      expect(known.size + answers.deletions).toBe(revision);
    },
  );
  await fc.assert(property, { numRuns: 5, endOnFailure: true });
}, 300_000);

/** Reads pages until the last write is told. */
async function followChanges(person: Person, begin: ChangePage, reads: Read[]) {
  const told = [...begin.changes];
  let { cursor } = begin;
  for (let turn = 1; !isEnd(told.at(-1)); turn += 1) {
    const page = await readChanges(person, reads[turn % reads.length]!, cursor);
    told.push(...page.changes);
    ({ cursor } = page);
  }
  return told;
}

async function readChanges(person: Person, { limit, pauseMs, place: at }: Read, since = '') {
  await setTimeout(pauseMs);
  const query = new URLSearchParams({ limit: `${limit}`, since });
  const { text } = await servers[at]!.send(person, 'GET', `/changes?${query}`);
  const page = JSON.parse(text) as ChangePage;
  expect(page.changes.length).toBeLessThanOrEqual(limit);
  return page;
}

/** Reads events until the last write is told, and comes back whenever the stream was cut. */
async function followEvents(person: Person, begin: ChangePage, streams: Stream[]) {
  const told = [...begin.changes];
  let { cursor } = begin;
  for (let turn = 0; !isEnd(told.at(-1)); turn += 1) {
    const { way, events, place: at } = streams[turn % streams.length]!;
    const source = await follow(servers[at]!, way, person, { 'last-event-id': cursor });
    for (let count = 0; count < events && !isEnd(told.at(-1)); count += 1) {
      const event = await source.next();
      expect(event).toMatchObject({ type: 'message' });
      told.push(event!.data as TaskChange);
      cursor = event!.lastEventId;
    }
    source.cut();
  }
  return told;
}

/** Sends the writes and one more, which is the end; the versions in the answers, and how many had none. */
async function writeAll(person: Person, first: Task[], writes: Write[]) {
  const ids = first.map(({ id }) => id);
  const answers = { written: first.map(versionOf), restored: [] as number[], deletions: 0 };
  let running: Promise<void>[] = [];
  for (const each of writes) {
    if (each.waits) await Promise.all(running.splice(0));
    running.push(doWrite(each));
  }
  await Promise.all(running);
  const end = await servers[0]!.send(person, 'POST', '', { json: { title: END } });
  answers.written.push(versionOf(JSON.parse(end.text)));
  return answers;

  async function doWrite({ kind: what, target, place: at }: Write): Promise<void> {
    const [id, neighbour] = [ids[target % ids.length]!, ids[(target + 1) % ids.length]!];
    const [method, path, json] = requestOf(what, id, neighbour);
    const { status, text } = await servers[at]!.send(person, method, path, { json });
    expect([200, 201, 204, 404]).toContain(status);
    if (status === 204) answers.deletions += 1;
    if (status > 201) return;
    const answer = JSON.parse(text);
    const changes = answer.changes ?? [answer];
    if (what === 'create') ids.push(answer.id);
    answers[what === 'restore' || what === 'undo' ? 'restored' : 'written'].push(
      ...changes.map(versionOf),
    );
  }
}

function requestOf(what: Kind, id: number, neighbour: number): [string, string, object?] {
  const operations = [
    { op: 'update', id: neighbour, description: 'Changed with others' },
    { op: 'create', title: 'Made with others' },
    { op: 'delete', id },
  ];
  const undo = [id, neighbour].map((each) => ({ op: 'restore', id: each }));
  const requests: Record<Kind, [string, string, object?]> = {
    create: ['POST', '', { title: 'Made' }],
    update: ['PUT', `/${id}`, { title: 'Changed' }],
    toggle: ['PATCH', `/${id}/complete`],
    delete: ['DELETE', `/${id}`],
    restore: ['POST', `/${id}/restore`],
    bulk: ['POST', '/bulk', { operations }],
    undo: ['POST', '/bulk', { operations: undo }],
  };
  return requests[what];
}

/** The tasks as somebody knows them who was told all this. */
function replay(told: TaskChange[]): Task[] {
  const known = new Map<number, Task>();
  for (const change of told) {
    if (change.type === 'upsert') known.set(change.task.id, change.task);
    else known.delete(change.id);
  }
  return byId([...known.values()]);
}

async function readList(server: ApiProcess, person: Person): Promise<Task[]> {
  return byId(JSON.parse((await server.send(person, 'GET', '')).text));
}

function readTable({ id }: Person): Promise<Task[]> {
  const isHeld = and(eq(tasks.userId, id), isNull(tasks.deletedAt));
  return app.services.db.select(row).from(tasks).where(isHeld).orderBy(tasks.id);
}

function byId(list: Task[]): Task[] {
  return list.toSorted((a, b) => a.id - b.id);
}

function versionOf(told: TaskChange | Task): number {
  return 'task' in told ? told.task.version : told.version;
}

function isEnd(change: TaskChange | undefined): boolean {
  return change?.type === 'upsert' && change.task.title === END;
}

async function soon<T>(who: string, work: Promise<T>): Promise<T> {
  const late = setTimeout(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`${who} has not come to the end within ${PATIENCE_MS / 1_000} seconds`);
  });
  return Promise.race([work, late]);
}
