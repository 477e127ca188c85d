import { expect } from 'vitest';
import { verification } from '@/db/schema/auth';
import { PASSWORD } from '@/testing/app';
import { send } from '@/testing/clients';
import { addAccount, signInAgain } from '@/testing/devices';
import { everythingOf } from '@/testing/traces';
import { test } from '@/testing/two-device-test';

const MINE = { current_password: PASSWORD };

test('a deleted account leaves nothing behind but the ids of its ended sessions', async ({
  server,
  laptop,
  ask,
}) => {
  const eve = await addAccount(server);
  for (const { id, token } of [laptop, eve]) {
    const headers = { 'idempotency-key': 'k' };
    await server.send('POST', `/api/${id}/tasks`, { token, headers, json: { title: 'Mine' } });
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

  const answer = await ask(laptop, 'POST', 'account/deletion', MINE);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(Object.keys(await everythingOf(server, laptop))).toEqual(['revoked_session']);
  expect(await everythingOf(server, eve)).toEqual(others);
});

test('nothing of a deleted account opens anything', async ({ server, laptop, phone, ask }) => {
  const { cookie } = await signInAgain(server, laptop);
  await ask(laptop, 'POST', 'account/deletion', MINE);
  for (const who of [laptop, phone]) {
    for (const path of ['tasks', 'tasks/events', 'sessions']) {
      expect([path, (await ask(who, 'GET', path)).status]).toEqual([path, 401]);
    }
    expect((await ask(who, 'POST', 'account/deletion', MINE)).status).toBe(401);
  }
  expect((await send(server, 'GET', '/api/auth/token', { cookie })).status).toBe(401);
  const json = { email: laptop.email, password: PASSWORD };
  expect((await server.send('POST', '/api/auth/sign-in/email', { json })).status).toBe(401);
});

test('the e-mail of a deleted account can sign up anew, and finds nothing', async ({
  server,
  laptop,
  ask,
}) => {
  const { id, email } = laptop;
  await ask(laptop, 'POST', 'tasks', { title: 'Old' });
  await ask(laptop, 'POST', 'account/deletion', MINE);
  const json = { name: 'Anew', email, password: PASSWORD };
  const again = await server.send('POST', '/api/auth/sign-up/email', { json });
  const { token: fresh, user } = again.json as { token: string; user: { id: string } };
  expect(user.id).not.toBe(id);
  expect((await ask({ id: user.id, token: fresh }, 'GET', 'tasks')).json).toEqual([]);
  expect((await ask(laptop, 'GET', 'tasks')).status).toBe(401);
  expect((await ask({ id, token: fresh }, 'GET', 'tasks')).status).toBe(403);
});

test('values for a reset of the password go with the account', async ({ server, laptop, ask }) => {
  const values = [
    ['reset', 'reset-password:one', laptop.id],
    ['otp', laptop.email, '123456'],
    ['other', 'reset-password:two', `${laptop.id}x`],
  ];
  for (const [id = '', identifier = '', value = ''] of values) {
    await server.services.db
      .insert(verification)
      .values({ id: `${laptop.id}-${id}`, identifier, value, expiresAt: new Date() });
  }
  await ask(laptop, 'POST', 'account/deletion', MINE);
  const left = await server.services.db.select().from(verification);
  expect(left.map(({ identifier }) => identifier)).toEqual(['reset-password:two']);
});
