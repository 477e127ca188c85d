import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTandem, isProblem } from '@tandem/sdk';
import { type Service, signUpThrough, startService } from './service';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.close());

test.each([
  ['429', { status: 429, headers: { 'retry-after': '1' } }],
  ['429 that does not say when to come back', { status: 429 }],
  ['503', { status: 503, headers: { 'retry-after': '0' } }],
  ['503 until a date', { status: 503, headers: { 'retry-after': new Date().toUTCString() } }],
  ['502 of a gateway', { status: 502 }],
  ['connection cut before it was sent', 'unsent'],
  ['connection cut before it was answered', 'unanswered'],
] as const)('after a %s a task is made all the same, and once', async (_, fate) => {
  const { tasks } = await signUpThrough(service);
  service.proxy.fates.push(fate, fate);
  const task = await tasks.create({ title: 'Buy milk' });
  const keys = service.proxy.requests.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
  expect(await tasks.all()).toEqual([task]);
});

test('it waits for as long as Retry-After says', async () => {
  const { tasks } = await signUpThrough(service);
  service.proxy.fates.push({ status: 503, headers: { 'retry-after': '2' } });
  const start = performance.now();
  await tasks.all();
  expect(performance.now() - start).toBeGreaterThan(1_900);
});

test('it does not wait for longer than it may, but says how long it would be', async () => {
  const { tasks } = await signUpThrough(service);
  service.proxy.fates.push({ status: 429, headers: { 'retry-after': '900' } });
  await expect(tasks.all()).rejects.toMatchObject({ status: 429, retryAfter: 900 });
});

test('it gives up after as many times as it may', async () => {
  const { token } = await service.signUp();
  const { tasks } = createTandem({ baseUrl: service.proxy.url, token, retries: 1 });
  service.proxy.forget();
  service.proxy.fates.push('unsent', 'unsent');
  await expect(tasks.all()).rejects.toThrow(TypeError);
  expect(service.proxy.requests).toHaveLength(2);
});

test('what flips is not sent again when it may have been done', async () => {
  const { tasks } = await signUpThrough(service);
  const { id } = await tasks.create({ title: 'Buy milk' });
  service.proxy.fates.push('unanswered');
  await expect(tasks.toggle(id)).rejects.toThrow(TypeError);
  expect(await tasks.get(id)).toMatchObject({ completed: true });
  service.proxy.fates.push({ status: 429 });
  expect(await tasks.toggle(id)).toMatchObject({ completed: false });
});

test('what was refused for good is not sent again', async () => {
  const { tasks } = await signUpThrough(service);
  await expect(tasks.create({ title: ' ' })).rejects.toSatisfy((error) => isProblem(error, 422));
  await expect(tasks.get(2_000_000_000)).rejects.toSatisfy((error) => isProblem(error, 404));
  expect(service.proxy.requests).toHaveLength(2);
});

test('a signal ends a call while it waits', async () => {
  const { tasks } = await signUpThrough(service);
  service.proxy.fates.push({ status: 503, headers: { 'retry-after': '50' } });
  const leaving = new AbortController();
  const call = tasks.all({}, { signal: leaving.signal });
  await expect.poll(() => service.proxy.requests).toHaveLength(1);
  leaving.abort(new Error('Enough'));
  await expect(call).rejects.toThrow('Enough');
});

test('a key of its own makes two calls one', async () => {
  const { tasks } = await signUpThrough(service);
  const options = { idempotencyKey: 'monday' };
  const [first, second] = [
    await tasks.create({ title: 'Buy milk' }, options),
    await tasks.create({ title: 'Buy milk' }, options),
  ];
  expect(second).toEqual(first);
});
