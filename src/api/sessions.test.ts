import { eq, sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Session } from '@/contract/sessions';
import { session } from '@/db/schema/auth';
import type { Person } from '@/testing/app';
import { bearer, clients, send } from '@/testing/clients';
import { addDevice, sidOf, signInAgain } from '@/testing/devices';
import type { TestServer } from '@/testing/http';
import { withoutRequestId } from '@/testing/neighbours';
import { test } from '@/testing/two-device-test';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

test('the list has every log-in, the one that asks first, then the newest', async ({
  server,
  ask,
}) => {
  const person = await server.signUp();
  const again = await signInAgain(server, person, { 'user-agent': FIREFOX });
  const newest = await signInAgain(server, person);
  const [first, second, third] = (await ask(again, 'GET', 'sessions')).json as Session[];
  expect(first).toEqual({
    id: sidOf(again),
    current: true,
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    last_used_at: first?.created_at,
    expires_at: expect.any(String),
    user_agent: FIREFOX,
    ip_address: first?.ip_address,
  });
  expect(second).toMatchObject({ id: sidOf(newest), current: false, user_agent: null });
  expect(third).toMatchObject({ id: sidOf(person), current: false });
});

test('the list says from where somebody signed in', async ({ server, ask }) => {
  const { services, handle } = server;
  const url = `${services.env.BETTER_AUTH_URL}/api/auth/sign-up/email`;
  const body = JSON.stringify({ email: 'far@example.com', password: 'far from home', name: 'Far' });
  const headers = { 'content-type': 'application/json' };
  const response = await handle(new Request(url, { method: 'POST', headers, body }), '192.0.2.7');
  const { token, user } = (await response.json()) as { token: string; user: { id: string } };
  const { json } = await ask({ id: user.id, token }, 'GET', 'sessions');
  expect(json).toMatchObject([{ ip_address: '192.0.2.7' }]);
});

test('the list has no session that has expired, and 100 at most, the one that asks among them', async ({
  server,
  laptop,
  phone,
  ask,
}) => {
  await expire(server, phone);
  const list = async () => (await ask(laptop, 'GET', 'sessions')).json;
  expect(await list()).toMatchObject([{ id: sidOf(laptop) }]);
  await server.services.db.execute(sql`
    insert into session (id, user_id, token, expires_at)
    select ${laptop.id} || n, ${laptop.id}, ${laptop.id} || n, now() + interval '1 day'
    from generate_series(1, 101) n`);
  const listed = (await list()) as Session[];
  expect([listed.length, listed[0]?.id]).toEqual([100, sidOf(laptop)]);
});

test('a session that is ended can do nothing more; the others can', async ({ server, ask }) => {
  const person = await server.signUp();
  const again = await signInAgain(server, person);
  const answer = await ask(person, 'DELETE', `sessions/${sidOf(again)}`);
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect((await ask(again, 'GET', 'tasks')).status).toBe(401);
  const { cookie } = again;
  expect((await send(server, 'GET', '/api/auth/token', { cookie })).status).toBe(401);
  const { json } = await ask(person, 'GET', 'sessions');
  expect(json).toMatchObject([{ id: sidOf(person) }]);
});

test('ending the current session is signing out', async ({ laptop, phone, ask }) => {
  expect((await ask(phone, 'DELETE', `sessions/${sidOf(phone)}`)).status).toBe(204);
  expect((await ask(phone, 'GET', 'tasks')).status).toBe(401);
  expect((await ask(laptop, 'GET', 'tasks')).status).toBe(200);
});

test('unknown, ended, expired and of somebody else are one and the same', async ({
  server,
  laptop,
  phone,
  ask,
}) => {
  const eve = await addDevice(server);
  const tablet = await addDevice(server, laptop);
  const end = (id: string) => ask(laptop, 'DELETE', `sessions/${encodeURIComponent(id)}`);
  await end(sidOf(tablet));
  await expire(server, phone);
  const ids = ['unknown', sidOf(tablet), sidOf(phone), sidOf(eve), '\0', 'x'.repeat(300), '1'];
  const answers = await Promise.all(ids.map(end));
  for (const { status, json } of answers) {
    expect([status, json]).toEqual([404, expect.objectContaining({ detail: 'Session not found' })]);
  }
  expect((await ask(eve, 'GET', 'tasks')).status).toBe(200);
});

test.for(Object.entries(clients))(
  'no id is a session of mine but mine: %s',
  async ([, client], { server, laptop, phone, ask }) => {
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
    const list = async () => (await ask(laptop, 'GET', 'sessions')).json;
    expect(listed?.value).toEqual(await list());
    expect(listed?.value).toContainEqual(expect.objectContaining({ id: sidOf(phone) }));
    await client(server, { procedure: 'sessions.endOthers', input, headers });
    expect(await list()).toMatchObject([{ current: true }]);
    expect((await ask(eve, 'GET', 'tasks')).status).toBe(200);
  },
);

test('ending all others leaves the one that asks, and those of other people', async ({
  server,
  laptop,
  phone,
  ask,
}) => {
  const eve = await addDevice(server);
  const tablet = await addDevice(server, laptop);
  const answer = await ask(tablet, 'DELETE', 'sessions');
  expect([answer.status, answer.text]).toEqual([204, '']);
  const answers = await Promise.all(
    [laptop, phone, tablet, eve].map((who) => ask(who, 'GET', 'tasks')),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200, 200]);
});

test.for<[string, (id: string) => string]>([
  ['one', (id) => `sessions/${id}`],
  ['all others', () => 'sessions'],
])(
  'ending %s is known in this process without word from the database',
  async ([, path], { server, laptop, phone, ask }) => {
    const { db } = server.services;
    await db.execute(sql`alter table session disable trigger session_revoked`);
    await ask(laptop, 'DELETE', path(sidOf(phone)));
    await db.execute(sql`alter table session enable trigger session_revoked`);
    expect((await ask(phone, 'GET', 'tasks')).status).toBe(401);
  },
);

function expire({ services }: TestServer, who: Person) {
  return services.db
    .update(session)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(session.id, sidOf(who)));
}
