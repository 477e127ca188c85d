import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { taskRevisions } from '@/db/schema/tasks';
import type { Person } from '@/testing/app';
import { type Answer, createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

let server: TestServer;

beforeAll(async () => {
  server = await createTestServer();
});

afterAll(() => server.close());

test('of 20 requests with one key at once one makes a task, and none another', async () => {
  const ada = await addPerson(server);
  const answers = await Promise.all(Array.from({ length: 20 }, () => create(server, ada)));
  const made = answers.filter(({ status }) => status === 201);
  const running = answers.filter(({ status }) => status === 409);
  expect(made.length + running.length).toBe(20);
  expect(new Set(made.map(({ text }) => text)).size).toBe(1);
  expect(made.filter(isReplay)).toHaveLength(made.length - 1);
  for (const answer of running) expectRunning(answer);
  const again = await create(server, ada);
  expect([again.text, isReplay(again)]).toEqual([made[0]?.text, true]);
  expect(await listOf(server, ada)).toEqual([made[0]?.json]);
});

test('while the first of two is held the other is a 409 at once, and then there is a replay', async () => {
  const ada = await addPerson(server);
  await create(server, ada, 'earlier');
  let both: Promise<Answer>[] = [];
  await server.services.db.transaction(async (transaction) => {
    const ofAda = eq(taskRevisions.userId, ada.id);
    await transaction.select().from(taskRevisions).where(ofAda).for('update');
    both = [create(server, ada), create(server, ada)];
    expectRunning(await Promise.race(both));
    expectRunning(await create(server, ada, 'key', { title: 'Another' }));
  });
  const [made, refused] = (await Promise.all(both)).toSorted((a, b) => a.status - b.status);
  expect([made?.status, refused?.status]).toEqual([201, 409]);
  const again = await create(server, ada);
  expect([again.text, isReplay(again)]).toEqual([made?.text, true]);
  expect(await listOf(server, ada)).toHaveLength(2);
});

test('users have keys of their own', async () => {
  const people = [await addPerson(server), await addPerson(server)];
  const answers = await Promise.all(people.map((person) => create(server, person)));
  expect(answers.map(isReplay)).toEqual([false, false]);
  for (const [index, person] of people.entries()) {
    expect(answers[index]).toMatchObject({ status: 201, json: { user_id: person.id } });
    expect(await listOf(server, person)).toEqual([answers[index]?.json]);
  }
});

test('another process, and one after a restart, gives the answer of the first', async () => {
  const ada = await addPerson(server);
  const made = await create(server, ada);
  const other = await createTestServer(server.variables);
  try {
    const again = await create(other, ada);
    expect([again.status, again.text, isReplay(again)]).toEqual([201, made.text, true]);
    const both = [create(server, ada, 'both'), create(other, ada, 'both')];
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect([
      [201, 201],
      [201, 409],
    ]).toContainEqual(statuses.toSorted());
    expect(await listOf(other, ada)).toHaveLength(2);
  } finally {
    await other.close();
  }
});

function expectRunning(answer: Answer): void {
  expect(answer).toMatchObject({
    status: 409,
    headers: { 'retry-after': '1' },
    json: { code: 'CONFLICT', detail: expect.stringContaining('still running') },
  });
  expect(isReplay(answer)).toBe(false);
}

function isReplay({ headers }: Answer): boolean {
  return headers['idempotency-replayed'] === 'true';
}

async function listOf({ send }: TestServer, { id, token }: Person): Promise<Task[]> {
  return (await send('GET', `/api/${id}/tasks`, { token })).json as Task[];
}

function create(
  { send }: TestServer,
  { id, token }: Person,
  key = 'key',
  json: object = { title: 'Buy milk' },
): Promise<Answer> {
  return send('POST', `/api/${id}/tasks`, { token, json, headers: { 'idempotency-key': key } });
}
