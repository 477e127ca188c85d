import type { SignedIn } from '@/contract/auth';
import type { z } from 'zod';
import { anyPort, isTooLate, type Load, pause } from './load';
import { PASSWORD, pathOf, type Person } from './people';
import { judge } from './promises';

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
    if (ended.length > 0) await tryEverywhere(load.random.pick(ended));
    await pause(load, 500, 1_500);
  }
  for (const end of ended) await tryEverywhere(end);

  async function tryEverywhere(end: Ended): Promise<void> {
    for (const port of load.ports) await tryOnce(load, person, end, port);
  }
}

async function signIn(load: Load, { email }: Person): Promise<string | undefined> {
  const json = { email, password: PASSWORD };
  const answer = await load.send(anyPort(load), 'POST', '/api/auth/sign-in/email', { json });
  if (answer === undefined || answer.status >= 500) return undefined;
  const isIn = answer.status === 200;
  judge(load.measures, 'Who has an account can sign in', isIn, () => JSON.stringify(answer));
  return isIn ? (answer.json as z.infer<typeof SignedIn>).token : undefined;
}

/** Undefined if nobody knows whether the session has ended. */
async function signOut(load: Load, person: Person, token: string): Promise<Ended | undefined> {
  for (const port of load.ports) {
    const status = await use(load, person, token, port);
    judge(
      load.measures,
      'Who has signed in is known everywhere',
      status !== 401,
      () => person.email,
    );
  }
  const port = anyPort(load);
  const answer = await load.send(port, 'POST', '/api/auth/sign-out', { token });
  if (answer?.status !== 200) return undefined;
  const at = performance.now();
  load.measures.signOuts += 1;
  const isOut = (await use(load, person, token, port)) !== 200;
  judge(load.measures, 'Who signs out is out at once where they did', isOut, () => person.email);
  return { token, at };
}

/** Tries the token at a process until that refuses it. */
async function untilRefused(load: Load, person: Person, end: Ended, port: number): Promise<void> {
  const start = performance.now();
  while ((await tryOnce(load, person, end, port)) !== 401) {
    if (isTooLate(load, start, 'A token whose session has ended is not refused')) return;
    await pause(load, 10, 50);
  }
}

async function tryOnce(load: Load, person: Person, { token, at }: Ended, port: number) {
  const { measures } = load;
  const after = performance.now() - at;
  const status = await use(load, person, token, port);
  if (status === 200) measures.longestAcceptance = Math.max(measures.longestAcceptance, after);
  const isKept = status !== 200 || after <= GRACE_MS;
  const tell = () => `${person.email} after ${Math.round(after)} ms`;
  if (status) judge(measures, 'Who has signed out is refused everywhere', isKept, tell);
  return status;
}

async function use(load: Load, person: Person, token: string, port: number) {
  const answer = await load.send(port, 'GET', pathOf(person), { token });
  return answer?.status;
}
