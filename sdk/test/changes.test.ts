import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTandem, signIn, signUp, type TaskChange } from '@tandem/sdk';
import { aStranger, type Service, signUpThrough, startService } from './service';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.close());

test('a copy is kept right: what is there, what happened since, and what happens', async () => {
  const { tasks } = await signUpThrough(service);
  const milk = await tasks.create({ title: 'Buy milk' });
  const copy = new Map<number, string>();
  const cursors: string[] = [];
  for await (const { changes, cursor } of tasks.sync()) {
    for (const change of changes) apply(copy, change);
    cursors.push(cursor);
    if (cursors.length === 1) await tasks.create({ title: 'Bake bread' });
    if (cursors.length === 2) await tasks.delete(milk.id);
    if (cursors.length === 3) break;
  }
  expect([...copy.values()]).toEqual(['Bake bread']);
  await tasks.create({ title: 'Call Sam' });
  for await (const { changes } of tasks.changes({ since: cursors[2]! })) {
    expect(changes).toMatchObject([{ task: { title: 'Call Sam' } }]);
  }
});

test('a connection that is cut is made again, and nothing is missed', async () => {
  const { tasks } = await signUpThrough(service);
  const [page] = await readAll(tasks.changes());
  const titles: string[] = [];
  const events = tasks.events({ since: page!.cursor });
  const first = events.next();
  await tasks.create({ title: 'One' });
  titles.push(titleOf((await first).value!.change));
  service.proxy.cut();
  await tasks.create({ title: 'Two' });
  service.proxy.fates.push('unsent', { status: 503, headers: { 'retry-after': '1' } });
  titles.push(titleOf((await events.next()).value!.change));
  expect(titles).toEqual(['One', 'Two']);
  await events.return(undefined);
});

test('a stream that says nothing any more is taken for dead, and nothing is missed', async () => {
  const here = await signUpThrough(service);
  const { proxy } = service;
  const token = await here.token();
  const { tasks } = createTandem({ baseUrl: proxy.url, token, longestSilence: 1 });
  const [page] = await readAll(tasks.changes());
  proxy.forget();
  proxy.fates.push('silent');
  const events = tasks.events({ since: page!.cursor });
  const first = events.next();
  await expect.poll(() => proxy.requests.length).toBeGreaterThan(0);
  await here.tasks.create({ title: 'One' });
  expect(titleOf((await first).value!.change)).toBe('One');
  await events.return(undefined);
  expect(proxy.requests.filter(({ path }) => path.includes('/events')).length).toBeGreaterThan(1);
});

test('events go on with another token when theirs has ended', async () => {
  const stranger = aStranger();
  const here = await signUp({ baseUrl: service.proxy.url, ...stranger });
  const there = await signIn({ baseUrl: service.baseUrl, ...stranger });
  const [page] = await readAll(here.tasks.changes());
  const events = here.tasks.events({ since: page!.cursor });
  const first = events.next();
  await expect.poll(() => service.proxy.requests.at(-1)?.path).toContain('/events');
  await there.sessions.endOthers();
  await there.tasks.create({ title: 'One' });
  expect(titleOf((await first).value!.change)).toBe('One');
  await events.return(undefined);
});

test('a cursor that is none of these tasks ends the events with a 410', async () => {
  const { tasks } = await signUpThrough(service);
  await expect(tasks.events({ since: 'nonsense' }).next()).rejects.toMatchObject({ status: 410 });
});

test('a signal ends the events while nothing happens', async () => {
  const { tasks } = await signUpThrough(service);
  const leaving = new AbortController();
  const next = tasks.events({ signal: leaving.signal }).next();
  await expect.poll(() => service.proxy.requests).toHaveLength(1);
  leaving.abort(new Error('Enough'));
  await expect(next).rejects.toThrow('Enough');
});

function apply(copy: Map<number, string>, change: TaskChange): void {
  if (change.type === 'upsert') copy.set(change.task.id, change.task.title);
  else copy.delete(change.id);
}

function titleOf(change: TaskChange): string {
  return change.type === 'upsert' ? change.task.title : '';
}

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const item of items) read.push(item);
  return read;
}
