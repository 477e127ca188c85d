import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@tandem/sdk';
import { type Service, signUpThrough, startService } from './service';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.close());

test('a list is read page by page, and misses and repeats nothing while tasks come and go', async () => {
  const { tasks } = await signUpThrough(service);
  const titles = Array.from({ length: 25 }, (_, index) => `Task ${index}`);
  await tasks.bulk(titles.map((title) => ({ op: 'create', title })));
  const read: Task[] = [];
  for await (const task of tasks.list({ sort: 'created', order: 'asc' }, { pageSize: 10 })) {
    read.push(task);
    if (read.length === 5) await tasks.delete(task.id);
  }
  expect(read.map(({ title }) => title)).toEqual(titles);
});

test('a page is asked for when it is wanted, and with the query of the first', async () => {
  const { tasks } = await signUpThrough(service);
  await tasks.bulk(
    Array.from({ length: 6 }, () => ({ op: 'create', title: 'x', priority: 'low' })),
  );
  service.proxy.forget();
  let count = 0;
  for await (const _ of tasks.list({ priority: 'low' }, { pageSize: 2 })) if (++count === 3) break;
  const queries = service.proxy.requests.map(({ path }) => path.replace(/^.*\?/, ''));
  expect(queries).toEqual([
    'priority=low&limit=2',
    expect.stringMatching(/^priority=low&limit=2&cursor=./),
  ]);
});

test('what was deleted is read page by page, too', async () => {
  const { tasks } = await signUpThrough(service);
  const made = await tasks.bulk(Array.from({ length: 3 }, () => ({ op: 'create', title: 'x' })));
  const ids = made.flatMap((change) => (change.type === 'upsert' ? [change.task.id] : []));
  for (const id of ids) await tasks.delete(id);
  const read: number[] = [];
  for await (const { id } of tasks.deleted({ pageSize: 2 })) read.push(id);
  expect(read).toEqual(ids.toReversed());
});
