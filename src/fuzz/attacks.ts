import { isDeepStrictEqual } from 'node:util';
import type { Answer, Sent } from '@/testing/http';
import { converse } from './connection';
import { readAnswers, show, writeRequest } from './http-text';
import type { Pipeline } from './pipelines';
import type { Target } from './target';
import { expectNoCanary, isFailure, judge } from './verdict';

/** A server that is busy may ask to come back; a client does, a few times. */
const ATTEMPTS = 5;
/** Milliseconds without a word after which a client gives up that may be waited for. */
const QUIET = 100;
/** Before the body is wanted, or when nobody waits for it any more; closed without a word, too. */
const ENDS = new Set(['', '400', '401', '403', '408']);

/** Sends a request and judges the answer; the error says what was sent. */
export function attack(target: Target, sent: Sent): Promise<void> {
  const bytes = writeRequest(sent);
  return tell([bytes], async () => {
    const answers = await ask(target, bytes, { isHead: sent.method === 'HEAD' });
    const [answer] = answers ?? [];
    if (answers && answers.length !== 1) throw new Error(`${answers.length} answers`);
    if (answer) judge(target, sent, answer);
  });
}

/** Sends bytes that need be no request, and judges whatever is answered. */
export function attackWithBytes(target: Target, bytes: Buffer): Promise<void> {
  return tell([bytes], async () => {
    const answers = await ask(target, bytes, { hangUpAfter: QUIET });
    const failure = answers?.find(isFailure);
    if (failure) throw new Error(`A failure: ${failure.status} ${failure.text}`);
  });
}

/** Sends a request that breaks off, and waits until the server has had enough of it. */
export function expectEnd(target: Target, bytes: Buffer): Promise<void> {
  return tell([bytes], async () => {
    const statuses = (await ask(target, bytes))?.map(({ status }) => status).join();
    if (!ENDS.has(statuses ?? '')) throw new Error(`The end is a ${statuses}`);
  });
}

/** Sends requests in pieces over one connection: each has its own answer, in the same order. */
export function pipeline(target: Target, { pieces, expected }: Pipeline): Promise<void> {
  return tell(pieces, async () => {
    const { bytes } = await converse(target.process.port, pieces);
    const answers = readAnswers(bytes).map(({ status, headers }) => ({
      requestId: headers['x-request-id'],
      status,
    }));
    if (isDeepStrictEqual(answers, expected)) return;
    throw new Error(JSON.stringify({ answers, expected }));
  });
}

/** The answers, none of which has a canary; undefined where a stream was left, or a reset may have swallowed some. */
async function ask(
  target: Target,
  bytes: Buffer,
  { isHead = false, hangUpAfter }: { isHead?: boolean; hangUpAfter?: number } = {},
): Promise<Answer[] | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const course = await converse(target.process.port, [bytes], { hangUpAfter });
    expectNoCanary(target, bytes, course.bytes.toString('latin1'));
    if (course.reset || course.isStream) return undefined;
    const answers = readAnswers(course.bytes, isHead);
    const isBusy = answers.some(({ status }) => status === 503);
    if (!isBusy || attempt === ATTEMPTS) return answers;
  }
}

async function tell(sent: Buffer[], judgement: () => Promise<void>): Promise<void> {
  try {
    await judgement();
  } catch (cause) {
    const text = sent.map(show).join('\n--- then ---\n');
    throw new Error(`${(cause as Error).message}\n--- sent ---\n${text}`, { cause });
  }
}
