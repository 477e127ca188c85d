import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fuzzRuns } from '@/testing/fuzz-runs';
import { type Account, inTheNameOf, renew } from './account';
import { attack, attackWithBytes, expectEnd, pipeline } from './attacks';
import { authRequests } from './auth-requests';
import { byteStreams, halfRequests } from './byte-streams';
import { pipelines } from './pipelines';
import { restRequests } from './rest-requests';
import { rpcRequests } from './rpc-requests';
import { startTarget, type Target } from './target';

/** Bytes: what garbage collection leaves differs by some megabytes from one time to the next. */
const SLACK = 24 * 2 ** 20;
/** The cases bound themselves. */
const NO_TIMEOUT = { timeout: 0 };

let target: Target;
let halves: Promise<void>[];

beforeAll(async () => {
  target = await startTarget(afterAll);
  const sent = fc.sample(halfRequests(target.cast), fuzzRuns(0.03));
  halves = sent.map((bytes) => expectEnd(target, bytes));
});

afterEach(() => target.expectUnharmed());

test('no request to REST harms anybody', NO_TIMEOUT, async () => {
  const growth = await fuzz(0.46, restRequests(target), (sent) => attack(target, sent));
  expect(growth).toBeLessThan(SLACK);
});

test('no call of RPC harms anybody', NO_TIMEOUT, async () => {
  const growth = await fuzz(0.2, rpcRequests(target.cast), (sent) => attack(target, sent));
  expect(growth).toBeLessThan(SLACK);
});

test('no request to log-in harms anybody', NO_TIMEOUT, async () => {
  let account: Account | undefined;
  const growth = await fuzz(0.04, authRequests(target), async (sent) => {
    account = await renew(target, account);
    await attack(target, inTheNameOf(account, sent));
  });
  expect(growth).toBeLessThan(SLACK);
});

test('no bytes harm anybody', NO_TIMEOUT, async () => {
  const streams = byteStreams(target.cast);
  const growth = await fuzz(0.22, streams, (bytes) => attackWithBytes(target, bytes));
  expect(growth).toBeLessThan(SLACK);
});

test('what is sent in pieces and all at once is answered one by one', NO_TIMEOUT, async () => {
  const growth = await fuzz(0.05, pipelines(target.cast), (sent) => pipeline(target, sent));
  expect(growth).toBeLessThan(SLACK);
});

test('requests that break off were ended while others were answered', NO_TIMEOUT, async () => {
  await expect(Promise.all(halves)).resolves.toHaveLength(halves.length);
});

/** Sends a share of all cases, after a tenth of them that fills the caches; by how much the heap has grown then. */
async function fuzz<T>(
  share: number,
  requests: fc.Arbitrary<T>,
  send: (request: T) => Promise<void>,
): Promise<number> {
  const property = fc.asyncProperty(requests, send);
  await fc.assert(property, fuzzRuns(share / 10));
  const before = await target.process.heapUsed();
  await fc.assert(property, fuzzRuns(share));
  return (await target.process.heapUsed()) - before;
}
