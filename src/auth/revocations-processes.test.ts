import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_SECRET } from '@/testing/app';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { openEvents } from '@/testing/event-source';
import { addMember, type Member } from '@/testing/members';
import { type ServerProcess, startServerProcess } from '@/testing/server-process';
import { type Device, sessionOf, worthAfter, worthOf } from '@/testing/two-devices';

/** Longer than anything takes on a machine that is busy. */
const PATIENCE = { timeout: 30_000 };

let database: TestDatabase;
let servers: [ServerProcess, ServerProcess];
let stranger: Member;

beforeAll(async () => {
  database = await createTestDatabase();
  const variables = { ...database.variables, BETTER_AUTH_SECRET: TEST_SECRET };
  servers = await Promise.all([startServerProcess(variables), startServerProcess(variables)]);
  stranger = await addMember(servers[0].port);
});
afterAll(async () => {
  await Promise.all(servers.map(({ kill }) => kill()));
  await database.close();
});

/** What ends sessions, and those of which devices. */
const ENDINGS: [string, (member: Member) => Promise<unknown>, Device[]][] = [
  ['a sign-out with the token', ({ token }) => signOut({ token }), ['token']],
  ['a sign-out with the cookie', ({ cookie }) => signOut({ cookie }), ['token']],
  [
    'ending one from another device',
    (member) => ask(member, 'DELETE', `sessions/${sessionOf(member, 'otherToken')}`),
    ['otherToken'],
  ],
  ['ending all others', (member) => ask(member, 'DELETE', 'sessions'), ['otherToken']],
  ['a new password', changePassword, ['otherToken']],
  ['the end of the account', deleteAccount, ['token', 'otherToken']],
  ['a new password after the old one was forgotten', resetPassword, ['token', 'otherToken']],
  ['a row deleted by hand', (member) => deleteSession(member, 'otherToken'), ['otherToken']],
  [
    'a user deleted by hand',
    ({ id }) => database.sql`delete from "user" where id = ${id}`,
    ['token', 'otherToken'],
  ],
];

test.each(ENDINGS)(
  '%s ends the tokens it should in every process, and no other',
  async (_, end, devices) => {
    const member = await addMember(servers[0].port);
    expect(await worthOf(servers, member)).toEqual(worthAfter());
    await end(member);
    await expect.poll(() => worthOf(servers, member), PATIENCE).toEqual(worthAfter(...devices));
    expect(await worthOf(servers, stranger)).toEqual(worthAfter());
  },
);

test('the streams of a session that has ended, end in every process', async () => {
  const member = await addMember(servers[0].port);
  const follow = ({ port }: ServerProcess, token: string) =>
    openEvents(port, `/api/${member.id}/tasks/events`, bearer(token));
  const streams = await Promise.all(servers.map((server) => follow(server, member.token)));
  const others = await Promise.all(servers.map((server) => follow(server, member.otherToken)));
  await deleteSession(member, 'token');
  for (const stream of streams) {
    expect(await stream.rest()).toEqual([
      expect.objectContaining({ type: 'problem', data: expect.objectContaining({ status: 401 }) }),
    ]);
  }
  for (const stream of others) stream.cut();
});

function signOut({ token, cookie }: Partial<Member>): Promise<void> {
  // A cookie counts only if it comes from our own page.
  const headers = cookie ? { cookie, origin: 'http://localhost:3000' } : bearer(token);
  return send('POST', '/api/auth/sign-out', {}, headers);
}

function changePassword(member: Member): Promise<void> {
  const passwords = { current_password: member.password, new_password: 'another battery staple' };
  return ask(member, 'PUT', 'account/password', passwords);
}

function deleteAccount(member: Member): Promise<void> {
  return ask(member, 'POST', 'account/deletion', { current_password: member.password });
}

/** From the first device. */
function ask({ id, token }: Member, method: string, path: string, json?: object): Promise<void> {
  return send(method, `/api/${id}/${path}`, json, bearer(token));
}

/** To the first process. */
async function send(method: string, path: string, json?: object, headers?: Record<string, string>) {
  const response = await fetch(`http://127.0.0.1:${servers[0].port}${path}`, {
    method,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    ...(json && { body: JSON.stringify(json) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

function bearer(token = ''): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** With the value that Better Auth would have mailed. */
async function resetPassword({ id }: Member): Promise<void> {
  const token = crypto.randomUUID();
  await database.sql`
    insert into verification (id, identifier, value, expires_at)
    values (${token}, ${`reset-password:${token}`}, ${id}, now() + interval '1 h')`;
  await send('POST', '/api/auth/reset-password', { token, newPassword: 'another battery staple' });
}

function deleteSession(member: Member, device: Device): Promise<unknown> {
  return database.sql`delete from session where id = ${sessionOf(member, device)}`;
}
