import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type Person } from '@/testing/app';
import { createTestServer, type Message, type TestServer } from '@/testing/http';

const SIGN_UP = '/api/auth/sign-up/email';
const SIGN_IN = '/api/auth/sign-in/email';
const SIGN_OUT = '/api/auth/sign-out';
const TOKEN = '/api/auth/token';
const ada = { name: 'Ada', email: 'ada@example.com', password: PASSWORD };
const ELSEWHERE = { origin: 'https://elsewhere.example' };

let server: TestServer;
let person: Person;

beforeAll(async () => {
  server = await createTestServer();
  person = await server.signUp();
});

afterAll(() => server.close());

test('a log-in is what the document says', async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  const made = await server.send('POST', SIGN_UP, {
    json: { name: 'A', email, password: PASSWORD },
  });
  const known = await server.send('POST', SIGN_IN, { json: { email, password: PASSWORD } });
  expect([made.status, known.status]).toEqual([200, 200]);
  expect(known.json).toMatchObject({ token: known.headers['set-auth-jwt'], user: { email } });
  const cookie = known.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const renewed = await server.send('GET', TOKEN, { headers: { cookie } });
  expect([renewed.status, renewed.json]).toEqual([200, { token: expect.any(String) }]);
  const { token } = renewed.json as { token: string };
  const left = await server.send('POST', SIGN_OUT, { token });
  expect([left.status, left.json]).toEqual([200, { success: true }]);
});

test.each<[string, number, Message]>([
  ['no object', 400, { json: [] }],
  ['no JSON', 400, { text: '{' }],
  ['a short password', 400, { json: { name: 'A', email: 'a@example.com', password: 'short' } }],
  ['no password', 400, { json: { name: 'A', email: 'a@example.com' } }],
  ['another origin', 403, { json: ada, headers: ELSEWHERE }],
  ['a large body', 413, { text: ' '.repeat(70_000) }],
  ['another type', 415, { text: 'x', headers: { 'content-type': 'text/plain' } }],
])('a sign-up with %s is the %i that the document names', async (_, status, message) => {
  expect((await server.send('POST', SIGN_UP, message)).status).toBe(status);
});

test('a sign-up with a known address is the 422 that the document names', async () => {
  const json = { name: 'A', email: person.email, password: PASSWORD };
  expect((await server.send('POST', SIGN_UP, { json })).status).toBe(422);
});

test.each<[string, number, Message]>([
  ['no body', 400, { text: '' }],
  ['text that is not UTF-8', 400, { bytes: Uint8Array.of(0x80) }],
  ['a wrong password', 401, { json: { email: 'a@example.com', password: 'wrong password' } }],
  ['another origin', 403, { json: ada, headers: ELSEWHERE }],
  ['a large body', 413, { text: ' '.repeat(70_000) }],
  ['another type', 415, { text: 'x', headers: { 'content-type': 'text/plain' } }],
])('a sign-in with %s is the %i that the document names', async (_, status, message) => {
  expect((await server.send('POST', SIGN_IN, message)).status).toBe(status);
});

test.each<[string, string, number, Message]>([
  ['GET', TOKEN, 401, {}],
  ['GET', `${TOKEN}?${'x'.repeat(3_000)}`, 400, {}],
  ['GET', `${TOKEN}?${'x'.repeat(9_000)}`, 414, {}],
  ['POST', SIGN_OUT, 200, {}],
  ['POST', SIGN_OUT, 401, { token: 'none' }],
  ['POST', SIGN_OUT, 400, { text: '{' }],
  ['POST', SIGN_OUT, 403, { headers: { ...ELSEWHERE, cookie: 'better-auth.session_token=x' } }],
  ['POST', SIGN_OUT, 431, { headers: { 'x-long': 'x'.repeat(20_000) } }],
])('%s %.40s can be a %i, and the document names it', async (method, path, status, message) => {
  expect((await server.send(method, path, message)).status).toBe(status);
});

test('too many guesses are the 429 that the document names', async () => {
  const limited = await createTestServer({ AUTH_RATE_LIMIT: 'on' });
  const json = { email: 'a@example.com', password: 'wrong password' };
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429 && statuses.length < 50) {
    statuses.push((await limited.send('POST', SIGN_IN, { json })).status);
  }
  await limited.close();
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
});
