import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idempotencyKeys } from '@/db/schema/idempotency';
import { type ApiProcess, startApiProcess } from '@/testing/api-process';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { addPerson } from '@/testing/people';
import { atOnce } from '@/testing/races';
import { addTask, readHoldings } from '@/testing/task-owners';

/** Somebody with three tasks, and a bulk that does everything to them. */
interface Owner {
  person: Person;
  operations: object[];
}

const KEY = { 'idempotency-key': 'only-once' };

/** Processes take long to start on a busy machine; in milliseconds. */
const PATIENCE = 180_000;

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});

afterAll(() => app.close());

test.each([
  ['without a key', {}],
  ['with a key', KEY],
])(
  'a bulk %s whose server dies before any of its statements leaves nothing',
  async (_, key) => {
    let server = await startApiProcess(app);
    const before = await readState(await addOwner());
    const after = await readStateAfterBulk(server, key);
    const deaths: string[] = [];
    for (;;) {
      const owner = await addOwner();
      const [answer, heir] = await Promise.all([
        sendBulk(server, owner, { ...key, 'x-die-before': `${deaths.length + 1}` }),
        startApiProcess(app),
      ]);
      if (answer) break;
      deaths.push(await server.lastWords);
      expect(await readState(owner), `before ${deaths.at(-1)}`).toEqual(before);

      const retried = await retryBulk(heir, owner, key);
      expect(retried?.status).toBe(200);
      expect(retried?.headers.has('idempotency-replayed')).toBe(false);
      expect(await readState(owner)).toEqual(after);
      server = heir;
    }
    expect(deaths).toEqual([expect.stringMatching(/^with .*"idempotency_keys"|^with .*"tasks"/s)]);
  },
  PATIENCE,
);

test(
  'a bulk whose server dies before it answers is there once, and the retry is told what it did',
  async () => {
    const [server, heir] = await Promise.all([startApiProcess(app), startApiProcess(app)]);
    const after = await readStateAfterBulk(heir, KEY);
    const owner = await addOwner();
    expect(await sendBulk(server, owner, { ...KEY, 'x-die-before': 'answer' })).toBeUndefined();
    expect(await server.lastWords).toBe('answer');
    expect(await readState(owner)).toEqual(after);

    const [first, second] = [await sendBulk(heir, owner, KEY), await sendBulk(heir, owner, KEY)];
    expect(first?.status).toBe(200);
    expect(first?.headers.get('idempotency-replayed')).toBe('true');
    expect(JSON.parse(first!.text)).toMatchObject({
      changes: [{ task: { version: 4 } }, { task: { version: 5 } }, { version: 6 }, {}],
    });
    expect(second?.text).toBe(first?.text);
    expect(await readState(owner)).toEqual(after);
  },
  PATIENCE,
);

test(
  'one key, 20 times at once from two processes and again after a restart: one task, one answer',
  async () => {
    const servers = await Promise.all([startApiProcess(app), startApiProcess(app)]);
    const ada = await addPerson(app);
    const sendTwenty = ([even, odd]: [ApiProcess, ApiProcess]) =>
      atOnce(20, (index) =>
        (index % 2 ? odd : even).send(ada, 'POST', '', { json: { title: 'Milk' }, headers: KEY }),
      );
    const first = await sendTwenty(servers);
    await Promise.all(servers.map(({ kill }) => kill()));
    const restarted = await startApiProcess(app);
    const again = await sendTwenty([restarted, restarted]);

    for (const answers of [first, again]) {
      expect(new Set(answers.map(({ status }) => status))).toContain(201);
    }
    const [made, ...others] = [...first, ...again].filter(({ status }) => status !== 409);
    expect(new Set([made, ...others].map((answer) => answer?.status))).toEqual(new Set([201]));
    expect(new Set([made, ...others].map((answer) => answer?.text)).size).toBe(1);
    const { rows, revision } = await readHoldings(app.services.db, ada.id);
    expect(rows).toMatchObject([{ id: JSON.parse(made!.text).id, title: 'Milk' }]);
    expect(revision).toBe(1);
  },
  PATIENCE,
);

async function addOwner(): Promise<Owner> {
  const { db } = app.services;
  const person = await addPerson(app);
  const renamed = await addTask(db, person.id);
  const completed = await addTask(db, person.id);
  const deleted = await addTask(db, person.id);
  const operations = [
    { op: 'create', title: 'Bread' },
    { op: 'update', id: renamed.id, title: 'Cream' },
    { op: 'delete', id: deleted.id },
    { op: 'complete', id: completed.id },
  ];
  return { person, operations };
}

/** The answer; undefined if the server died over it. */
function sendBulk(server: ApiProcess, { person, operations }: Owner, headers = {}) {
  const sent = server.send(person, 'POST', '/bulk', { json: { operations }, headers });
  return sent.catch(() => undefined);
}

/** The answer, once the database has noticed that the first server is dead and holds no lock. */
async function retryBulk(...request: Parameters<typeof sendBulk>) {
  for (;;) {
    const answer = await sendBulk(...request);
    if (answer?.status !== 409) return answer;
  }
}

async function readStateAfterBulk(server: ApiProcess, headers: object) {
  const owner = await addOwner();
  expect((await sendBulk(server, owner, headers))?.status).toBe(200);
  return readState(owner);
}

/** What the database holds, in words that mean the same of every owner. */
async function readState({ person: { id: userId } }: Owner) {
  const { db } = app.services;
  const { rows, ...ledger } = await readHoldings(db, userId);
  const tasks = rows.map(({ title, completed, version, deletedAt }) => {
    return { title, completed, version, isDeleted: deletedAt !== null };
  });
  const keys = await db
    .select({ key: idempotencyKeys.key })
    .from(idempotencyKeys)
    .where(eq(idempotencyKeys.userId, userId));
  return { ...ledger, tasks, keys };
}
