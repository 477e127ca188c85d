import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session } from '@/contract/sessions';
import { session } from '@/db/schema/auth';
import type { Person } from '@/testing/app';
import { bearer, clients, send } from '@/testing/clients';
import { addDevice, type Device, sidOf, signInAgain } from '@/testing/devices';
import { createTestServer, type TestServer } from '@/testing/http';
import { withoutRequestId } from '@/testing/neighbours';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

let server: TestServer;
let laptop: Person;
let phone: Person;
beforeAll(async () => {
  server = await createTestServer();
});
beforeEach(async () => {
  laptop = await addDevice(server);
  phone = await addDevice(server, laptop);
});
afterAll(() => server.close());

test('the list has every log-in, the newest first, and marks the one that asks', async () => {
  const person = await server.signUp();
  const again = await signInAgain(server, person, { 'user-agent': FIREFOX });
  const [first, second] = await list(person);
  expect(first).toEqual({
    id: sidOf(again),
    current: false,
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    last_used_at: first?.created_at,
    expires_at: expect.any(String),
    user_agent: FIREFOX,
    ip_address: first?.ip_address,
  });
  expect(second).toMatchObject({ id: sidOf(person), current: true, user_agent: null });
  expect((await list(again)).map(({ current }) => current)).toEqual([true, false]);
});

test('the list says from where somebody signed in', async () => {
  const { services, handle } = server;
  const url = `${services.env.BETTER_AUTH_URL}/api/auth/sign-up/email`;
  const body = JSON.stringify({ email: 'far@example.com', password: 'far from home', name: 'Far' });
  const headers = { 'content-type': 'application/json' };
  const response = await handle(new Request(url, { method: 'POST', headers, body }), '192.0.2.7');
  const { token, user } = (await response.json()) as { token: string; user: { id: string } };
  expect(await list({ id: user.id, token })).toMatchObject([{ ip_address: '192.0.2.7' }]);
});

test('the list has no session that has expired, and 100 at most', async () => {
  await expire(phone);
  expect((await list(laptop)).map(({ id }) => id)).toEqual([sidOf(laptop)]);
  await server.services.db.execute(sql`
    insert into session (id, user_id, token, expires_at)
    select ${laptop.id} || n, ${laptop.id}, ${laptop.id} || n, now() + interval '1 day'
    from generate_series(1, 101) n`);
  expect(await list(laptop)).toHaveLength(100);
});

test('a session that is ended can do nothing more; the others can', async () => {
  const person = await server.signUp();
  const again = await signInAgain(server, person);
  const answer = await end(person, sidOf(again));
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect((await get(again)).status).toBe(401);
  expect((await renew(again)).status).toBe(401);
  expect(await list(person)).toMatchObject([{ id: sidOf(person) }]);
});

test('ending the current session is signing out', async () => {
  expect((await end(phone, sidOf(phone))).status).toBe(204);
  expect((await get(phone)).status).toBe(401);
  expect((await get(laptop)).status).toBe(200);
});

test('unknown, ended, expired and of somebody else are one and the same', async () => {
  const eve = await addDevice(server);
  const tablet = await addDevice(server, laptop);
  await end(laptop, sidOf(tablet));
  await expire(phone);
  const ids = ['unknown', sidOf(tablet), sidOf(phone), sidOf(eve), '\0', 'x'.repeat(300), '1'];
  const answers = await Promise.all(ids.map((id) => end(laptop, id)));
  for (const { status, json } of answers) {
    expect([status, json]).toEqual([404, expect.objectContaining({ detail: 'Session not found' })]);
  }
  expect((await get(eve)).status).toBe(200);
});

test.each(Object.entries(clients))('no id is a session of mine but mine: %s', async (_, client) => {
  const eve = await addDevice(server);
  const headers = bearer(laptop.token);
  const refusals = await Promise.all(
    [sidOf(eve), 'unknown', 7].map(async (id) => {
      const input = { user_id: laptop.id, id };
      return client(server, { procedure: 'sessions.end', input, headers });
    }),
  );
  const [refusal, ...others] = refusals.flatMap((each) => (each ? withoutRequestId(each) : []));
  expect(refusal?.problem).toMatchObject({ status: 404, detail: 'Session not found' });
  for (const other of others) expect(other).toEqual(refusal);
  const input = { user_id: laptop.id };
  const listed = await client(server, { procedure: 'sessions.list', input, headers });
  expect(listed?.value).toEqual(await list(laptop));
  await client(server, { procedure: 'sessions.endOthers', input, headers });
  expect(await list(laptop)).toMatchObject([{ current: true }]);
  expect((await get(eve)).status).toBe(200);
});

test('ending all others leaves the one that asks, and those of other people', async () => {
  const eve = await addDevice(server);
  const tablet = await addDevice(server, laptop);
  const answer = await server.send('DELETE', pathOf(laptop), { token: tablet.token });
  expect([answer.status, answer.text]).toEqual([204, '']);
  const statuses = await Promise.all([laptop, phone, tablet, eve].map(async (who) => get(who)));
  expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200, 200]);
});

test.each<[string, (id: string) => string]>([
  ['one', (id) => `/${id}`],
  ['all others', () => ''],
])('ending %s is known in this process without word from the database', async (_, path) => {
  const { db } = server.services;
  await db.execute(sql`alter table session disable trigger session_revoked`);
  const target = pathOf(laptop) + path(sidOf(phone));
  await server.send('DELETE', target, { token: laptop.token });
  await db.execute(sql`alter table session enable trigger session_revoked`);
  expect((await get(phone)).status).toBe(401);
});

function pathOf({ id }: Pick<Person, 'id'>): string {
  return `/api/${id}/sessions`;
}

async function list(who: Pick<Person, 'id' | 'token'>): Promise<Session[]> {
  const { json } = await server.send('GET', pathOf(who), { token: who.token });
  return json as Session[];
}

function end(who: Person, id: string) {
  return server.send('DELETE', `${pathOf(who)}/${encodeURIComponent(id)}`, { token: who.token });
}

function get({ id, token }: Person) {
  return server.send('GET', `/api/${id}/tasks`, { token });
}

function renew({ cookie }: Device): Promise<Response> {
  return send(server, 'GET', '/api/auth/token', { cookie });
}

function expire(who: Person) {
  return server.services.db
    .update(session)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(session.id, sidOf(who)));
}
