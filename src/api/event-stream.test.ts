import { setImmediate as turn } from 'node:timers/promises';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem } from '@/contract/problem';
import { createTestApp, type TestApp } from '@/testing/app';
import { bearer, send } from '@/testing/clients';
import { eventsPath } from '@/testing/followers';
import { addPerson } from '@/testing/people';
import { toResponse } from './answer';
import { eventStream } from './event-stream';

let app: TestApp;

beforeEach(async () => {
  // Its connection is open by now: postgres.js opens others on a timer, which stands still here.
  app = await createTestApp({ DATABASE_POOL_MAX: '1' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

test('events are told with their ids, and the reason for the end where it is a failure', async () => {
  expect(await responseOf(twoAndAFailure()).text()).toBe(
    [
      'retry: 1000\nid: z\n\n',
      'id: a\ndata: {"text":"two\\nlines"}\n\n',
      'id: b\ndata: {}\n\n',
      'event: problem\ndata: {"detail":"Error: broken"}\n\n',
    ].join(''),
  );
});

test('an event is asked for when the client takes it, and no more when it has gone', async () => {
  const steps: string[] = [];
  async function* events() {
    try {
      for (const id of ['a', 'b', 'c']) {
        steps.push(id);
        yield tracked(id, {});
      }
    } finally {
      steps.push('left');
    }
  }
  const reader = readerOf(responseOf(events()));
  await reader.read();
  await turn();
  expect(steps).toEqual([]);
  await reader.read();
  await reader.read();
  await turn();
  expect(steps).toEqual(['a', 'b']);
  await reader.cancel();
  await turn();
  expect(steps).toEqual(['a', 'b', 'left']);
});

test.each([
  ['REST', ': nothing new\n'],
  ['RPC', 'event: ping\ndata: \n\n\n'],
] as const)('over %s a stream that has nothing to tell says so every 15 s', async (way, words) => {
  const { id, token } = await addPerson(app);
  const reader = readerOf(await send(app, 'GET', eventsPath(way, id), bearer(token)));
  await readFrame(reader);
  for (const _ of ['first', 'second']) {
    const said = readFrame(reader, words.slice(-2));
    await vi.advanceTimersByTimeAsync(14_999);
    expect(await Promise.race([said, 'nothing'])).toBe('nothing');
    await vi.advanceTimersByTimeAsync(1);
    expect(await said).toBe(words);
  }
  void reader.cancel();
});

test('for a client that does not read, silence piles up once', async () => {
  const reader = readerOf(responseOf(nothing()));
  await readFrame(reader);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await readFrame(reader, '\n')).toBe(': nothing new\n');
  expect(await Promise.race([reader.read(), turn('nothing')])).toBe('nothing');
});

function responseOf(events: AsyncIterable<TrackedEnvelope<unknown>>): Response {
  const behindZ = Object.assign(events, { behind: 'z' });
  return toResponse(eventStream(behindZ, toProblem, () => undefined));
}

async function* nothing() {
  await new Promise(() => undefined);
  yield tracked('never', {});
}

async function* twoAndAFailure() {
  yield tracked('a', { text: 'two\nlines' });
  yield tracked('b', {});
  throw new Error('broken');
}

function toProblem(error: unknown): Problem {
  return { detail: String(error) } as Problem;
}

function readerOf({ body }: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!body) throw new Error('There is no body');
  return body.getReader();
}

/** What comes up to an end, by default that of a block. */
async function readFrame(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  end = '\n\n',
): Promise<string> {
  let text = '';
  while (!text.endsWith(end)) text += new TextDecoder().decode((await reader.read()).value);
  return text;
}
