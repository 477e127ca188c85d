import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestServer, type TestServer } from '@/testing/http';
import { openOutboxPage } from '@/testing/outbox-page';
import type { Command, Entry } from './command';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

test('what is asked for at once goes in as few requests as the API takes', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().addAll(Array.from({ length: 200 }, (_, index) => create(`Line ${index}`)));
  await page.settle();
  expect(page.requests()).toEqual(['bulk', 'bulk']);
  const seen = page.view();
  expect(seen[0]?.title).toBe('Line 199');
  expect(await page.list()).toEqual(seen);

  page.outbox().addAll(seen.map((task) => ({ op: 'delete', id: task.id, seen: task })));
  page.outbox().addAll(seen.map((task) => ({ op: 'restore', id: task.id, seen: task })));
  await page.settle();
  expect(page.requests()).toHaveLength(7);
  expect((await page.list()).map(titleOf)).toEqual(seen.map(titleOf));
});

test('requests are no larger than the API takes', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  const description = '☃'.repeat(1_000);
  const fields = { title: 'Cold', description };
  page.outbox().addAll(Array.from({ length: 40 }, () => ({ op: 'create', id: 0, fields })));
  await page.settle();
  expect(page.requests()).toEqual(['bulk', 'bulk', 'bulk']);
  expect(await page.list()).toHaveLength(40);
});

test('a batch whose answer was lost is the same after a reload, whatever was added to it', async () => {
  const page = await openOutboxPage(server, await server.signUp(), ['answer is lost']);
  page.outbox().addAll([create('One'), create('Two')]);
  await expect.poll(() => page.outbox().getState().isAway).toBe(true);
  page.outbox().add(create('Three'));
  await page.reload();
  await page.settle();
  expect((await page.list()).map(titleOf)).toEqual(['Three', 'Two', 'One']);
});

test('a task that was sent alone, its answer being lost, is not made again with others', async () => {
  const page = await openOutboxPage(server, await server.signUp(), ['answer is lost']);
  page.outbox().add(create('One'));
  page.outbox().add(create('Two'));
  await page.settle();
  expect((await page.list()).map(titleOf)).toEqual(['Two', 'One']);
});

test('what is on its way when the leavings of others are looked for is not taken for asked again', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().add(create('One'));
  await page.outbox().takeUp();
  await page.settle();
  await page.answered();
  expect(page.requests()).toEqual(['create']);
});

test('of a batch that was done, what a page had no time to forget is not done again', async () => {
  const page = await openOutboxPage(server, await server.signUp(), ['answer is lost']);
  page.outbox().addAll([create('One'), create('Two'), create('Three')]);
  await expect.poll(() => page.outbox().getState().isAway).toBe(true);
  const [first] = page.kept.keys() as Iterable<string>;
  page.kept.delete(first as string);
  await page.reload({ isSame: false });
  await page.settle();
  expect((await page.list()).map(titleOf)).toEqual(['Three', 'Two', 'One']);
});

test('nor is the last that is left of such a batch', async () => {
  const page = await openOutboxPage(server, await server.signUp(), ['answer is lost']);
  page.outbox().addAll([create('One'), create('Two')]);
  await expect.poll(() => page.outbox().getState().isAway).toBe(true);
  const [first] = page.kept.keys() as Iterable<string>;
  page.kept.delete(first as string);
  await page.reload({ isSame: false });
  await page.settle();
  expect((await page.list()).map(titleOf)).toEqual(['Two', 'One']);
});

test('a task whose making is told late, and which somebody has deleted since, is not shown', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada, ['answer is lost']);
  page.outbox().add(create('One'));
  await expect.poll(() => page.outbox().getState().isAway).toBe(true);
  const [made] = (await page.list()) as [Task];
  await server.send('DELETE', `/api/${ada.id}/tasks/${made.id}`, { token: ada.token });
  await page.reload();
  await page.settle();
  await expect.poll(() => page.view()).toEqual([]);
});

test('what cannot be done is refused alone, with its reason, and the rest is done', async () => {
  const page = await openOutboxPage(server, await server.signUp());
  page.outbox().addAll([create('One'), create('x'.repeat(201)), create('Two'), create(' ')]);
  await expect
    .poll(() => page.outbox().getState().entries.map(reasonOf))
    .toEqual(['The title must be at most 200 characters.', 'The title is required.']);
  expect((await page.list()).map(titleOf)).toEqual(['Two', 'One']);
});

test('who deletes or completes many is not told of those that somebody else has deleted', async () => {
  const ada = await server.signUp();
  const page = await openOutboxPage(server, ada);
  page.outbox().addAll(['One', 'Two', 'Three'].map(create));
  await page.settle();
  const [three, two, one] = page.view() as [Task, Task, Task];
  await server.send('DELETE', `/api/${ada.id}/tasks/${two.id}`, { token: ada.token });
  page.outbox().addAll([
    { op: 'complete', id: one.id, completed: true },
    { op: 'complete', id: two.id, completed: true },
    { op: 'delete', id: three.id, seen: three },
  ]);
  await page.settle();
  expect(page.view()).toMatchObject([{ title: 'One', completed: true }]);
  expect(await page.list()).toEqual(page.view());
});

test('where there is no room for all, as many are made as there is room for', async () => {
  const small = await createTestServer({ MAX_TASKS_PER_USER: '2' });
  const page = await openOutboxPage(small, await small.signUp());
  page.outbox().addAll(['One', 'Two', 'Three'].map(create));
  await expect
    .poll(() => page.outbox().getState().entries.map(reasonOf))
    .toEqual([expect.stringContaining('the limit of 2 tasks')]);
  expect((await page.list()).map(titleOf)).toEqual(['Two', 'One']);
  await small.close();
});

test('past the limit of requests nothing is sent until the server takes more, and that is said', async () => {
  const limited = await createTestServer({ API_RATE_LIMIT: '3' });
  const page = await openOutboxPage(limited, await limited.signUp());
  page.outbox().addAll(['One', 'Two', 'Three'].map(create));
  await expect.poll(() => page.outbox().getState().entries).toEqual([]);
  page.outbox().add(create('Four'));
  await expect.poll(() => page.outbox().getState().busyFor).toBeGreaterThan(30);
  expect(page.outbox().getState().isAway).toBe(false);
  page.outbox().wake();
  page.outbox().add(create('Five'));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(page.requests()).toEqual(['bulk', 'create']);
  await limited.close();
});

function create(title: string): Command {
  return { op: 'create', id: 0, fields: { title } };
}

function titleOf({ title }: Task): string {
  return title;
}

function reasonOf({ refusal }: Entry): string | undefined {
  return refusal?.detail;
}
