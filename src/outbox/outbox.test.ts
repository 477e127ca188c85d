import { setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestServer, type TestServer } from '@/testing/http';
import { type Fate, openOutboxPage } from '@/testing/outbox-page';
import type { Entry } from './command';
import type { Outbox } from './outbox';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

/** What becomes of a request: it arrives, it is lost, or its answer is. */
const fate = fc.constantFrom<Fate[]>('arrives', 'arrives', 'is lost', 'answer is lost');

/** What a person does; `which` chooses among the tasks that are shown. */
const step = fc.record({
  act: fc.constantFrom(
    'create',
    'create',
    'update',
    'complete',
    'delete',
    'restore',
    'paste',
    'complete all',
    'delete all',
    'restore all',
    'reload',
    'wait',
  ),
  which: fc.nat(),
});

test('the server ends with what the person saw, whatever is lost on the way and however often the page is reloaded', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 15 }),
      fc.array(fate, { minLength: 30, maxLength: 30 }),
      async (steps, fates) => {
        const page = await openOutboxPage(server, await server.signUp(), fates);
        const deleted: Task[] = [];
        for (const [index, { act, which }] of steps.entries()) {
          await take(page, { act, which, title: `Task ${index}` }, deleted);
        }
        const seen = page.view().map(told);
        await page.settle();
        expect(page.view().map(told)).toEqual(seen);
        expect((await page.list()).map(told)).toEqual(seen);
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
});

test('what others changed meanwhile is not overwritten, and what was typed can be sent again or discarded', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada);
  page.outbox().add({ op: 'create', id: 0, fields: { title: 'Ours' } });
  await page.settle();
  const [task] = page.view() as [Task];
  await server.send('PUT', `/api/${ada.id}/tasks/${task.id}`, {
    token: ada.token,
    json: { title: 'Theirs' },
  });
  page.outbox().add({ op: 'update', id: task.id, fields: { title: 'Mine' }, seen: task });
  await expect
    .poll(() => page.outbox().getState().entries)
    .toMatchObject([{ refusal: { kind: 'conflict' }, command: { fields: { title: 'Mine' } } }]);
  expect(page.view()).toMatchObject([{ title: 'Theirs' }]);

  const [entry] = page.outbox().getState().entries as [Entry];
  const [seen] = page.view() as [Task];
  page.outbox().discard(entry);
  page.outbox().add({ op: 'update', id: task.id, fields: { title: 'Mine' }, seen });
  await page.settle();
  expect(await page.list()).toMatchObject([{ title: 'Mine' }]);
});

test('what builds on a task that cannot be made waits for it, and goes with it', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  const { add, retry, discard, getState } = page.outbox();
  const id = add({ op: 'create', id: 0, fields: { title: 'x'.repeat(201) } });
  add({ op: 'complete', id, completed: true });
  await expect.poll(() => getState().entries[0]?.refusal?.kind).toBe('invalid');
  const [entry] = getState().entries as [Entry];
  retry(entry, { op: 'create', id, fields: { title: 'Short enough' } });
  await page.settle();
  expect(await page.list()).toMatchObject([{ title: 'Short enough', completed: true }]);

  const other = add({ op: 'create', id: 0, fields: { title: '' } });
  add({ op: 'complete', id: other, completed: true });
  await expect.poll(() => getState().entries[0]?.refusal?.kind).toBe('invalid');
  discard(getState().entries[0] as Entry);
  expect(getState().entries).toEqual([]);
});

test('what is discarded while it is on its way does not come back with its answer', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().add({ op: 'create', id: 0, fields: { title: 'x'.repeat(201) } });
  page.outbox().stop();
  page.kept.clear();
  await page.answered();
  expect([...page.kept.values()]).toEqual([]);
  expect(await page.list()).toEqual([]);
});

type Page = Awaited<ReturnType<typeof openOutboxPage>>;

interface Step {
  act: string;
  which: number;
  title: string;
}

/** Does one thing, as a person would to what is shown. */
async function take(page: Page, { act, which, title }: Step, deleted: Task[]): Promise<void> {
  const outbox = page.outbox();
  if (act === 'reload') {
    await page.reload();
    // The offers to undo go with the page.
    return void deleted.splice(0);
  }
  if (act === 'wait') return pause(10);
  if (act === 'create') return void outbox.add({ op: 'create', id: 0, fields: { title } });
  if (act === 'paste') {
    const titles = ['a', 'b', 'c'].map((line) => `${title} ${line}`);
    const commands = titles.map(
      (line) => ({ op: 'create', id: 0, fields: { title: line } }) as const,
    );
    return void outbox.addAll(commands);
  }
  if (act === 'restore') return restore(outbox, deleted.splice(-1));
  if (act === 'restore all') return restore(outbox, deleted.splice(0));
  const shown = page.view();
  if (act === 'complete all') {
    const completed = which % 2 === 0;
    return void outbox.addAll(shown.map(({ id }) => ({ op: 'complete', id, completed })));
  }
  if (act === 'delete all') return remove(outbox, shown, deleted);
  const seen = shown[which % shown.length];
  if (!seen) return;
  const { id, completed } = seen;
  if (act === 'update') outbox.add({ op: 'update', id, fields: { title }, seen });
  if (act === 'complete') outbox.add({ op: 'complete', id, completed: !completed });
  if (act === 'delete') remove(outbox, [seen], deleted);
}

function remove(outbox: Outbox, tasks: Task[], deleted: Task[]): void {
  outbox.addAll(tasks.map((seen) => ({ op: 'delete', id: seen.id, seen })));
  deleted.push(...tasks);
}

function restore(outbox: Outbox, tasks: Task[]): void {
  outbox.addAll(tasks.map((seen) => ({ op: 'restore', id: seen.id, seen })));
}

/** What a person is told of a task. */
function told({ title, completed }: Task) {
  return { title, completed };
}
