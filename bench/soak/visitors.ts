import type { SignedIn } from '@/contract/auth';
import type { z } from 'zod';
import { anyPort, type Load, pause } from './load';
import { breakPromise } from './measures';
import { PASSWORD, pathOf, type Person } from './people';

/** So long a token may be accepted by another process after its session was ended, in milliseconds. */
const GRACE_MS = 5_000;

interface Ended {
  token: string;
  /** When the sign-out was answered. */
  at: number;
}

/** Signs in and out, and tries the tokens of sessions that have ended. */
export async function keepVisiting(load: Load, person: Person): Promise<void> {
  const ended: Ended[] = [];
  while (!load.writing.aborted) {
    const token = await signIn(load, person);
    const end = token === undefined ? undefined : await signOut(load, person, token);
    if (end) {
      ended.push(end);
      await Promise.all(load.ports.map((port) => untilRefused(load, person, end, port)));
    }
    if (ended.length > 0) await tryAgain(load, person, load.random.pick(ended));
    await pause(load, 500, 1_500);
  }
  for (const end of ended) await tryAgain(load, person, end);
}

async function signIn(load: Load, { email }: Person): Promise<string | undefined> {
  const json = { email, password: PASSWORD };
  const answer = await load.send(anyPort(load), 'POST', '/api/auth/sign-in/email', { json });
  if (answer?.status === 200) return (answer.json as z.infer<typeof SignedIn>).token;
  if (answer && answer.status < 500) {
    const example = `${answer.status} ${JSON.stringify(answer.json)}`;
    breakPromise(load.measures, 'Who has an account can sign in', example);
  }
  return undefined;
}

/** Undefined if nobody knows whether the session has ended. */
async function signOut(load: Load, person: Person, token: string): Promise<Ended | undefined> {
  for (const port of load.ports) {
    if ((await use(load, person, token, port)) !== 401) continue;
    breakPromise(load.measures, 'Who has signed in is known everywhere', person.email);
  }
  const port = anyPort(load);
  const answer = await load.send(port, 'POST', '/api/auth/sign-out', { token });
  if (answer?.status !== 200) return undefined;
  const at = performance.now();
  load.measures.signOuts += 1;
  if ((await use(load, person, token, port)) === 200) {
    breakPromise(load.measures, 'Who signs out is out at once where they did', person.email);
  }
  return { token, at };
}

/** Tries the token at a process until that refuses it. */
async function untilRefused(load: Load, person: Person, end: Ended, port: number): Promise<void> {
  for (;;) {
    const after = performance.now() - end.at;
    const status = await use(load, person, end.token, port);
    if (status === 401) return;
    if (status === 200) judge(load, person, after);
    if (status === 200 && after > GRACE_MS) return;
    await pause(load, 10, 50);
  }
}

async function tryAgain(load: Load, person: Person, { token, at }: Ended): Promise<void> {
  for (const port of load.ports) {
    const after = performance.now() - at;
    if ((await use(load, person, token, port)) === 200) judge(load, person, after);
  }
}

function judge({ measures }: Load, { email }: Person, after: number): void {
  measures.longestAcceptance = Math.max(measures.longestAcceptance, after);
  if (after <= GRACE_MS) return;
  const example = `${email} after ${Math.round(after)} ms`;
  breakPromise(measures, 'Who has signed out is refused everywhere', example);
}

async function use(load: Load, person: Person, token: string, port: number) {
  const answer = await load.send(port, 'GET', pathOf(person), { token });
  return answer?.status;
}
