import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Note } from '../report';
import type { Ask } from './ask';
import type { Http2Client } from './http2-client';

/** Longer than any of the proxies waits for something to come, if nothing came. */
const SILENCE_MS = 70_000;

/** Nobody's address, which every client here claims to come from. */
export const FORGED = '203.0.113.9';

interface Person {
  id: string;
  headers: Record<string, string>;
}

/** Signs somebody up, and gives the address that Tandem takes them to come from. */
export async function addressSeen(ask: Ask): Promise<string> {
  return addressOf(ask, await signUp(ask));
}

/** Asks for one of everything, and gives what came of it; `address` is the client's own. */
export async function useThrough(
  { ask, follow }: Http2Client,
  address: string,
): Promise<Parameters<Note>[]> {
  const person = await signUp(ask);
  assert.equal(await addressOf(ask, person), address);
  await changeWithTag(ask, person);
  const rpc = await readByRpc(ask, person);
  const page = await ask('/sign-in');
  assert.equal(page.status, 200);
  const waits = await followTasks({ ask, follow }, person);
  return [
    ['it takes the client for', address],
    ['creating a task, and changing it with `If-Match` and the tag of that answer', '201, 200'],
    ['RPC, and a page', `${rpc}, ${page.status}`],
    ['an event came after the answer to its write by', `${waits[0]} ms`],
    [`the next one, after ${SILENCE_MS / 1_000} s of silence, by`, `${waits[1]} ms`],
  ];
}

async function signUp(ask: Ask): Promise<Person> {
  const headers = { 'accept-encoding': 'gzip', 'x-forwarded-for': FORGED };
  const email = `${crypto.randomUUID()}@example.com`;
  const json = { name: 'Ada', email, password: 'correct horse battery staple' };
  const { status, text } = await ask('/api/auth/sign-up/email', { method: 'POST', headers, json });
  assert.equal(status, 200, text);
  const { token, user } = JSON.parse(text) as { token: string; user: { id: string } };
  return { id: user.id, headers: { ...headers, authorization: `Bearer ${token}` } };
}

async function addressOf(ask: Ask, { id, headers }: Person): Promise<string> {
  const { text } = await ask(`/api/${id}/sessions`, { headers });
  const [{ ip_address }] = JSON.parse(text) as [{ ip_address: string }];
  return ip_address;
}

async function create(ask: Ask, { id, headers }: Person, title: string) {
  const answer = await ask(`/api/${id}/tasks`, { method: 'POST', headers, json: { title } });
  assert.equal(answer.status, 201, answer.text);
  return answer;
}

/** A proxy that compresses it may weaken the tag, which then matches nothing. */
async function changeWithTag(ask: Ask, person: Person): Promise<void> {
  const { headers: told, text } = await create(ask, person, 'First');
  const { id } = JSON.parse(text) as { id: number };
  const headers = { ...person.headers, 'if-match': String(told.etag) };
  const change = { method: 'PUT', headers, json: { title: 'Second' } };
  const { status } = await ask(`/api/${person.id}/tasks/${id}`, change);
  assert.equal(status, 200);
}

async function readByRpc(ask: Ask, { id, headers }: Person): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ user_id: id }));
  const { status, text } = await ask(`/api/trpc/tasks.list?input=${input}`, { headers });
  assert.match(text, /"title":"Second"/);
  return status;
}

/** By how many milliseconds each event came later than the answer to the write. */
async function followTasks(
  { ask, follow }: Pick<Http2Client, 'ask' | 'follow'>,
  person: Person,
): Promise<number[]> {
  const events = await follow(`/api/${person.id}/tasks/events`, person.headers);
  const waits: number[] = [];
  for (const title of ['At once', 'After a silence']) {
    if (waits.length > 0) await sleep(SILENCE_MS);
    const told = events.next();
    await create(ask, person, title);
    const answered = performance.now();
    assert.match(JSON.stringify(await told), new RegExp(title));
    waits.push(Math.round(performance.now() - answered));
  }
  assert.ok(Math.max(...waits) < 5_000, `Events came late: ${waits.join(', ')} ms`);
  return waits;
}
