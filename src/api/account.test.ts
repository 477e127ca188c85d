import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { verification } from '@/db/schema/auth';
import { PASSWORD, type Person } from '@/testing/app';
import { bearer, clients, send } from '@/testing/clients';
import { addAccount, addDevice, signInAgain } from '@/testing/devices';
import { createTestServer, type TestServer } from '@/testing/http';
import { everythingOf } from '@/testing/traces';

const NEW = 'a new and better password';
const CHANGE = { current_password: PASSWORD, new_password: NEW };
const WRONG = { pointer: '#/current_password', detail: 'is not the password of this account' };

let server: TestServer;
let laptop: Person;
let phone: Person;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  laptop = await addAccount(server);
  phone = await addDevice(server, laptop);
});
afterAll(() => server.close());

test('a changed password ends every session but the one that changed it', async () => {
  const { cookie } = await signInAgain(server, laptop);
  const answer = await change(laptop, CHANGE);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect((await get(laptop)).status).toBe(200);
  expect((await get(phone)).status).toBe(401);
  expect((await send(server, 'GET', '/api/auth/token', { cookie })).status).toBe(401);
});

test('from then on the new password is good, and the old one is not', async () => {
  await change(laptop, CHANGE);
  expect((await signIn(laptop, PASSWORD)).status).toBe(401);
  expect((await signIn(laptop, NEW)).status).toBe(200);
});

test('a wrong password changes nothing and ends nothing', async () => {
  for (const answer of [
    await change(laptop, { current_password: 'wrong', new_password: NEW }),
    await remove(laptop, { current_password: 'wrong' }),
  ]) {
    expect([answer.status, answer.json]).toEqual([
      422,
      expect.objectContaining({ errors: [WRONG] }),
    ]);
  }
  expect((await get(phone)).status).toBe(200);
  expect((await remove(laptop)).status).toBe(204);
});

test('guesses are limited, also those made at once, and strangers cannot use them up', async () => {
  const limited = await createTestServer({ AUTH_RATE_LIMIT: 'on' });
  onTestFinished(limited.close);
  const { id, email, token } = await addAccount(limited);
  for (let count = 0; count < 10; count += 1) {
    await limited.services.attempts.begin({ email });
    await limited.services.attempts.begin({ email: id });
  }
  for (let count = 0; count < 8; count += 1) await limited.services.attempts.begin({ userId: id });
  const guess = async (current_password: string) =>
    limited.send('POST', `/api/${id}/account/deletion`, { token, json: { current_password } });
  const guesses = await Promise.all(Array.from({ length: 4 }, () => guess('wrong')));
  const refused = guesses.filter(({ status }) => status === 429);
  expect(guesses.filter(({ status }) => status === 422)).toHaveLength(2);
  expect(refused).toHaveLength(2);
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await guess(PASSWORD)).status).toBe(429);
});

test.each([
  ['as short as may be', '12345678'],
  ['as long as may be', 'x'.repeat(128)],
])('a new password that is %s is good', async (_, password) => {
  const answer = await change(laptop, { current_password: PASSWORD, new_password: password });
  expect(answer.status).toBe(204);
});

test.each([
  ['too short', '1234567'],
  ['too long', 'x'.repeat(129)],
  ['with NUL', `${PASSWORD}\0`],
  ['with half a character', `${PASSWORD}\ud83d`],
  ['a number', 1_234_567_890],
  ['missing', undefined],
])('a new password that is %s is refused', async (_, password) => {
  const answer = await change(laptop, { current_password: PASSWORD, new_password: password });
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({ errors: [{ pointer: '#/new_password' }] });
});

test.each(Object.entries(clients))('wrong and right are told apart: %s', async (_, client) => {
  const headers = bearer(laptop.token);
  const input = { user_id: laptop.id, current_password: 'wrong', new_password: NEW };
  const refused = await client(server, { procedure: 'account.changePassword', input, headers });
  expect(refused?.problem).toMatchObject({ status: 422, errors: [WRONG] });
  const right = { user_id: laptop.id, current_password: PASSWORD };
  await client(server, { procedure: 'account.delete', input: right, headers });
  expect((await get(laptop)).status).toBe(401);
});

test('a deleted account leaves nothing behind but the ids of its ended sessions', async () => {
  const eve = await addAccount(server);
  for (const { id, token } of [laptop, eve]) {
    const headers = { 'idempotency-key': 'k' };
    const path = `/api/${id}/tasks`;
    await server.send('POST', path, { token, headers, json: { title: 'Mine' } });
  }
  const others = await everythingOf(server, eve);
  expect(Object.keys(await everythingOf(server, laptop))).toEqual([
    'account',
    'idempotency_keys',
    'session',
    'task_revisions',
    'tasks',
    'user',
  ]);

  const answer = await remove(laptop);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(Object.keys(await everythingOf(server, laptop))).toEqual(['revoked_session']);
  expect(await everythingOf(server, eve)).toEqual(others);
});

test('nothing of a deleted account opens anything', async () => {
  const { cookie } = await signInAgain(server, laptop);
  await remove(laptop);
  for (const who of [laptop, phone]) {
    for (const [method, path] of [
      ['GET', 'tasks'],
      ['GET', 'tasks/events'],
      ['GET', 'sessions'],
    ] as const) {
      const answer = await server.send(method, `/api/${who.id}/${path}`, { token: who.token });
      expect([path, answer.status]).toEqual([path, 401]);
    }
    expect((await remove(who)).status).toBe(401);
  }
  expect((await send(server, 'GET', '/api/auth/token', { cookie })).status).toBe(401);
  expect((await signIn(laptop, PASSWORD)).status).toBe(401);
});

test('the e-mail of a deleted account can sign up anew, and finds nothing', async () => {
  const { id, email, token } = laptop;
  await server.send('POST', `/api/${id}/tasks`, { token, json: { title: 'Old' } });
  await remove(laptop);
  const json = { name: 'Anew', email, password: PASSWORD };
  const again = await server.send('POST', '/api/auth/sign-up/email', { json });
  const { token: fresh, user } = again.json as { token: string; user: { id: string } };
  expect(user.id).not.toBe(id);
  expect((await get({ id: user.id, token: fresh })).json).toEqual([]);
  expect((await get(laptop)).status).toBe(401);
  expect((await get({ id, token: fresh })).status).toBe(403);
});

test('values for a reset of the password go with the account', async () => {
  const values = [
    ['reset', 'reset-password:one', laptop.id],
    ['otp', laptop.email, '123456'],
    ['other', 'reset-password:two', phone.id + 'x'],
  ];
  for (const [id = '', identifier = '', value = ''] of values) {
    await server.services.db
      .insert(verification)
      .values({ id: `${laptop.id}-${id}`, identifier, value, expiresAt: new Date() });
  }
  await remove(laptop);
  const left = await server.services.db.select().from(verification);
  expect(left.map(({ identifier }) => identifier)).toEqual(['reset-password:two']);
});

function change({ id, token }: Person, json: object) {
  return server.send('PUT', `/api/${id}/account/password`, { token, json });
}

function remove({ id, token }: Person, json: object = { current_password: PASSWORD }) {
  return server.send('POST', `/api/${id}/account/deletion`, { token, json });
}

function get({ id, token }: Pick<Person, 'id' | 'token'>) {
  return server.send('GET', `/api/${id}/tasks`, { token });
}

function signIn({ email }: Person, password: string) {
  return server.send('POST', '/api/auth/sign-in/email', { json: { email, password } });
}
