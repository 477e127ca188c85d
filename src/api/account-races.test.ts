import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tasks } from '@/db/schema/tasks';
import { type ApiProcess, startApiProcess } from '@/testing/api-process';
import { PASSWORD, type Person } from '@/testing/app';
import { addAccount, addDevice, sidOf } from '@/testing/devices';
import { follow, problemIn, type Way, ways } from '@/testing/followers';
import { createTestServer, type TestServer } from '@/testing/http';
import { everythingOf } from '@/testing/traces';

let server: TestServer;
let other: ApiProcess;
let stopOther: () => Promise<void>;
let laptop: Person;
let phone: Person;
beforeAll(async () => {
  server = await createTestServer();
  other = await startApiProcess(server, (kill) => (stopOther = kill));
});
beforeEach(async () => {
  laptop = await addAccount(server);
  phone = await addDevice(server, laptop);
});
afterAll(async () => {
  await stopOther();
  await server.close();
});

/** What ends the session of the phone, and what the token of the laptop is worth then. */
const endings: [string, () => Promise<number>, number][] = [
  ['ending it', () => remove(`sessions/${sidOf(phone)}`), 200],
  ['ending all others', () => remove('sessions'), 200],
  ['a change of the password', () => changePassword('the next password'), 200],
  ['the deletion of the account', deleteAccount, 401],
];

test.each(endings)('%s ends its tokens in every process, and no others', async (_, act, status) => {
  expect((await other.send(phone, 'GET', '')).status).toBe(200);
  expect(await act()).toBe(204);
  const statusIn = async (who: Person) => (await other.send(who, 'GET', '')).status;
  await expect.poll(() => statusIn(phone)).toBe(401);
  await expect.poll(() => statusIn(laptop)).toBe(status);
});

test.each(ways)('the deletion of the account ends streams of events over %s', async (way) => {
  const streams = await Promise.all([laptop, phone].map((who) => follow(server, way, who)));
  expect(await deleteAccount()).toBe(204);
  for (const stream of streams) expectEnd(way, await stream.rest());
});

test('of two changes at once one wins, and its password is the good one', async () => {
  const wanted = ['the first of two', 'the second of two'];
  const statuses = await Promise.all(wanted.map(changePassword));
  expect(statuses.toSorted()).toEqual([204, 422]);
  const json = { email: laptop.email, password: wanted[statuses.indexOf(204)] };
  expect((await server.send('POST', '/api/auth/sign-in/email', { json })).status).toBe(200);
});

test('of two deletions at once one is done, and the other has no account any more', async () => {
  const statuses = await Promise.all([deleteAccount(), deleteAccount()]);
  expect(statuses.toSorted()).toEqual([204, 401]);
});

test('writes during the deletion are done before it or refused, and leave nothing', async () => {
  const path = `/api/${laptop.id}/tasks`;
  const { json } = await server.send('POST', path, { token: laptop.token, json: { title: 'x' } });
  const { id } = json as { id: number };
  const deletion = new AbortController();
  const writers = [laptop, phone].flatMap(({ token }) => [
    () => server.send('POST', path, { token, json: { title: 'One more' } }),
    () => server.send('PATCH', `${path}/${id}/complete`, { token }),
    () =>
      server.send('POST', path, {
        token,
        headers: { 'idempotency-key': crypto.randomUUID() },
        json: { title: 'Once' },
      }),
  ]);
  const writing = writers.map(async (write) => {
    const seen = new Set<number>();
    while (!deletion.signal.aborted) seen.add((await write()).status);
    seen.add((await write()).status);
    return [...seen];
  });
  const status = await deleteAccount().finally(() => deletion.abort());
  const statuses = (await Promise.all(writing)).flat();
  expect(status).toBe(204);
  // A task that is gone, in a request that was let in before.
  const known = [200, 201, 401, 404];
  expect(statuses.filter((each) => !known.includes(each))).toEqual([]);
  expect(statuses).toContain(401);
  const left = await server.services.db.select().from(tasks).where(eq(tasks.userId, laptop.id));
  expect(left).toEqual([]);
  expect(Object.keys(await everythingOf(server, laptop))).toEqual(['revoked_session']);
});

async function remove(path: string): Promise<number> {
  const { id, token } = laptop;
  return (await server.send('DELETE', `/api/${id}/${path}`, { token })).status;
}

async function changePassword(password: string): Promise<number> {
  const { id, token } = laptop;
  const json = { current_password: PASSWORD, new_password: password };
  return (await server.send('PUT', `/api/${id}/account/password`, { token, json })).status;
}

async function deleteAccount(): Promise<number> {
  const { id, token } = laptop;
  const json = { current_password: PASSWORD };
  return (await server.send('POST', `/api/${id}/account/deletion`, { token, json })).status;
}

function expectEnd(way: Way, events: Parameters<typeof problemIn>[1][]): void {
  expect(problemIn(way, events.at(-1))).toMatchObject({ status: 401 });
}
