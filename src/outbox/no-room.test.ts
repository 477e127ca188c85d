import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '@/testing/http';
import { type Fate, openOutboxPage } from '@/testing/outbox-page';
import type { Command, Entry } from './command';

const ROOM = 40;
/** A hundred, seven halvings to find the first that does not fit, and that alone. */
const MOST_REQUESTS = 9;

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ MAX_TASKS_PER_USER: String(ROOM) });
});
afterAll(() => server.close());

const fates = fc.array(fc.constantFrom<Fate[]>('arrives', 'arrives', 'is lost', 'answer is lost'), {
  maxLength: 10,
});

test('of many lines the first are tasks, as many as there is room for, each once and in order, in a few requests', async () => {
  const property = fc.asyncProperty(
    fc.nat(ROOM),
    fc.integer({ min: 1, max: 100 }),
    fates,
    fc.boolean(),
    async (taken, count, met, isReloaded) => {
      const page = await openOutboxPage(server, await server.signUp());
      const there = linesOf('There', taken);
      page.outbox().addAll(there.map(create));
      await page.settle();
      page.meet(met);
      const before = writesOf(page);
      const lines = linesOf('Line', count);
      page.outbox().addAll(lines.map(create));
      if (isReloaded) await page.reload();

      const room = ROOM - taken;
      await expect
        .poll(() => {
          page.outbox().wake();
          return page.outbox().getState().entries.map(told);
        })
        .toEqual(lines.slice(room).map(refused));
      // What a reload interrupts is sent again, perhaps while the server is still at it.
      const again = met.filter(isLost).length + (isReloaded ? 2 : 0);
      expect(writesOf(page) - before).toBeLessThanOrEqual(MOST_REQUESTS + again);
      const made = [...there, ...lines.slice(0, room)].toReversed();
      expect((await page.list()).map(({ title }) => title)).toEqual(made);
    },
  );
  await fc.assert(property, { numRuns: 10, endOnFailure: true });
});

test('a thousand lines without room for one are refused in a few requests', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().addAll(linesOf('There', ROOM).map(create));
  await page.settle();
  const before = writesOf(page);
  page.outbox().addAll(linesOf('Line', 1_000).map(create));
  const left = linesOf('Line', 1_000).map(refused);
  await expect.poll(() => page.outbox().getState().entries.map(told)).toEqual(left);
  expect(writesOf(page) - before).toBeLessThanOrEqual(MOST_REQUESTS);
});

test('what is deleted in between makes room for what comes behind it', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().addAll(linesOf('There', ROOM).map(create));
  await page.settle();
  const [seen] = page.view();
  page
    .outbox()
    .addAll([
      ...linesOf('Too many', 3).map(create),
      { op: 'delete', id: seen!.id, seen: seen! },
      create('Fits'),
      create('Too many 4'),
    ]);
  const left = linesOf('Too many', 4).map(refused);
  await expect.poll(() => page.outbox().getState().entries.map(told)).toEqual(left);
  expect((await page.list())[0]?.title).toBe('Fits');
});

/** So many requests were sent that make tasks. */
function writesOf({ requests }: Awaited<ReturnType<typeof openOutboxPage>>): number {
  return requests().filter((name) => name === 'bulk' || name === 'create').length;
}

function linesOf(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
}

function create(title: string): Command {
  return { op: 'create', id: 0, fields: { title } };
}

/** What is said of a new task. */
function told({ command, refusal }: Entry): unknown {
  return [command.op === 'create' && command.fields.title, refusal?.kind];
}

function refused(title: string): unknown {
  return [title, 'full'];
}

function isLost(fate: Fate): boolean {
  return fate !== 'arrives';
}
