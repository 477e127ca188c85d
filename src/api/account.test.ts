import { expect, onTestFinished } from 'vitest';
import { PASSWORD } from '@/testing/app';
import { bearer, clients, send } from '@/testing/clients';
import { addAccount, signInAgain } from '@/testing/devices';
import { createTestServer } from '@/testing/http';
import { test } from '@/testing/two-device-test';

const NEW = 'a new and better password';
const CHANGE = { current_password: PASSWORD, new_password: NEW };
const WRONG = { pointer: '#/current_password', detail: 'is not the password of this account' };

test('a changed password ends every session but the one that changed it', async ({
  server,
  laptop,
  phone,
  ask,
}) => {
  const { cookie } = await signInAgain(server, laptop);
  const answer = await ask(laptop, 'PUT', 'account/password', CHANGE);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect((await ask(laptop, 'GET', 'tasks')).status).toBe(200);
  expect((await ask(phone, 'GET', 'tasks')).status).toBe(401);
  expect((await send(server, 'GET', '/api/auth/token', { cookie })).status).toBe(401);
});

test('from then on the new password is good, and the old one is not', async ({
  server,
  laptop,
  ask,
}) => {
  await ask(laptop, 'PUT', 'account/password', CHANGE);
  const signIn = (password: string) =>
    server.send('POST', '/api/auth/sign-in/email', { json: { email: laptop.email, password } });
  expect((await signIn(PASSWORD)).status).toBe(401);
  expect((await signIn(NEW)).status).toBe(200);
});

test('a wrong password changes nothing and ends nothing', async ({ laptop, phone, ask }) => {
  for (const answer of [
    await ask(laptop, 'PUT', 'account/password', { current_password: 'wrong', new_password: NEW }),
    await ask(laptop, 'POST', 'account/deletion', { current_password: 'wrong' }),
  ]) {
    expect([answer.status, answer.json]).toEqual([
      422,
      expect.objectContaining({ errors: [WRONG] }),
    ]);
  }
  expect((await ask(phone, 'GET', 'tasks')).status).toBe(200);
  expect(
    (await ask(laptop, 'POST', 'account/deletion', { current_password: PASSWORD })).status,
  ).toBe(204);
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
  expect(refused[0]?.text).toMatch(/Too many wrong passwords: try again in \d+ minutes/);
  expect((await guess(PASSWORD)).status).toBe(429);
});

test.for([
  ['as short as may be', '12345678'],
  ['as long as may be', 'x'.repeat(128)],
] as const)('a new password that is %s is good', async ([, password], { laptop, ask }) => {
  const json = { current_password: PASSWORD, new_password: password };
  expect((await ask(laptop, 'PUT', 'account/password', json)).status).toBe(204);
});

test.for([
  ['too short', '1234567'],
  ['too long', 'x'.repeat(129)],
  ['with NUL', `${PASSWORD}\0`],
  ['with half a character', `${PASSWORD}\ud83d`],
  ['a number', 1_234_567_890],
  ['missing', undefined],
] as const)('a new password that is %s is refused', async ([, password], { laptop, ask }) => {
  const json = { current_password: PASSWORD, new_password: password };
  const answer = await ask(laptop, 'PUT', 'account/password', json);
  expect(answer.status).toBe(422);
  expect(answer.json).toMatchObject({ errors: [{ pointer: '#/new_password' }] });
});

test.for(Object.entries(clients))(
  'wrong and right are told apart: %s',
  async ([, client], { server, laptop, ask }) => {
    const headers = bearer(laptop.token);
    const input = { user_id: laptop.id, current_password: 'wrong', new_password: NEW };
    const refused = await client(server, { procedure: 'account.changePassword', input, headers });
    expect(refused?.problem).toMatchObject({ status: 422, errors: [WRONG] });
    const right = { user_id: laptop.id, current_password: PASSWORD };
    await client(server, { procedure: 'account.delete', input: right, headers });
    expect((await ask(laptop, 'GET', 'tasks')).status).toBe(401);
  },
);
