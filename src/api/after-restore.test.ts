import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { afterRestore } from '@/db/after-restore';
import { PASSWORD } from '@/testing/app';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { type LogIn, logInTo, sendTo } from '@/testing/handler-client';
import { onLostCopy, servedBy } from '@/testing/lost-database';
import type { Handler } from './handler';

type Person = LogIn & { email: string };

/** What a client knows of its tasks: one of them, the tag of the list, and how far it has read the changes. */
interface Known {
  task: Task;
  tag: string;
  cursor: string;
}

let backup: TestDatabase;
let ada: Person;
let eve: Person;
/** As she was signed in when the backup was made. */
let adaInBackup: Person;
let inBackup: Known;
/** What Ada changed, and Eve's first task. */
let lost: Known;
let lostOfEve: Known;
/** The first that was made on the restored database. */
let first: Task;
/** As a client knows it that saw a change which is lost. */
let untouched: Task;

beforeAll(async () => {
  backup = await createTestDatabase();
  await servedBy(backup, async (handle) => {
    [ada, eve] = await Promise.all([signUp(handle), signUp(handle)]);
    adaInBackup = ada;
    const task = await write(handle, ada, 'POST', '', 'As it was', { 'idempotency-key': 'kept' });
    untouched = await write(handle, ada, 'POST', '', 'Untouched since');
    inBackup = await knowing(handle, ada, task);
  });
  await onLostCopy(backup, (copy) =>
    servedBy(copy, async (handle) => {
      const changed = await write(handle, ada, 'PUT', `/${inBackup.task.id}`, 'Changed');
      lost = await knowing(handle, ada, changed);
      untouched = await write(handle, ada, 'PUT', `/${untouched.id}`, 'Changed, and lost');
      for (const title of ['One', 'Two']) await write(handle, eve, 'POST', '', title);
      const task = await write(handle, eve, 'POST', '', 'New', { 'idempotency-key': 'lost' });
      lostOfEve = await knowing(handle, eve, task);
    }),
  );
  await afterRestore(backup.directUrl);
  // As much as was lost, so that every number is given out again that can be.
  await again(async (handle) => {
    await write(handle, ada, 'PUT', `/${inBackup.task.id}`, 'Changed otherwise');
    first = await write(handle, eve, 'POST', '', 'Another');
  });
});

afterAll(() => backup.close());

test('a log-in of the backup is ended, and the password is good for another', () =>
  servedBy(backup, async (handle) => {
    expect((await ask(handle, adaInBackup, '')).status).toBe(401);
    expect((await ask(handle, await signIn(handle, ada), '')).status).toBe(200);
  }));

test('a cursor from before is a 410, whether the backup knows it or not', () =>
  again(async (handle) => {
    const known = [
      [ada, inBackup],
      [ada, lost],
      [eve, lostOfEve],
    ] as const;
    for (const [person, { cursor }] of known) {
      expect((await ask(handle, person, `/changes?since=${cursor}`)).status).toBe(410);
    }
  }));

test('who begins anew is told the tasks as they are, and of what follows', () =>
  again(async (handle) => {
    const all = await ask(handle, ada, '/changes');
    const { changes, cursor } = (await all.json()) as { changes: unknown[]; cursor: string };
    const titles = ['Untouched since', 'Changed otherwise'];
    expect(changes).toMatchObject(titles.map((title) => ({ type: 'upsert', task: { title } })));
    await write(handle, ada, 'POST', '', 'Next');
    const next = await ask(handle, ada, `/changes?since=${cursor}`);
    expect(await next.json()).toMatchObject({ changes: [{ task: { title: 'Next' } }] });
  }));

test('a tag from before matches nothing', () =>
  again(async (handle) => {
    for (const { task, tag } of [inBackup, lost]) {
      const [list, read] = [tag, `"${task.version}"`];
      expect((await ask(handle, ada, '', { 'if-none-match': list })).status).toBe(200);
      const path = `/${task.id}`;
      expect((await ask(handle, ada, path, { 'if-none-match': read })).status).toBe(200);
      const change = { title: 'Over it' };
      const written = await ask(handle, ada, path, { 'if-match': read }, 'PUT', change);
      expect(written.status).toBe(412);
    }
  }));

test('a task of the backup is newer than whatever a client knows of it', () =>
  again(async (handle) => {
    const answer = await ask(handle, ada, `/${untouched.id}`);
    const task = (await answer.json()) as Task;
    expect(task.title).toBe('Untouched since');
    expect(task.version).toBeGreaterThan(untouched.version);
  }));

test('an id that is lost is never given to another task', () =>
  again(async (handle) => {
    expect(first.id).toBeGreaterThan(lostOfEve.task.id);
    expect((await ask(handle, eve, `/${lostOfEve.task.id}`)).status).toBe(404);
  }));

test('a retry is answered from the backup, or done if the backup lacks it', () =>
  again(async (handle) => {
    const kept = { title: 'As it was' };
    const replay = await ask(handle, ada, '', { 'idempotency-key': 'kept' }, 'POST', kept);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(await replay.json()).toMatchObject({ id: inBackup.task.id });
    const done = await ask(handle, eve, '', { 'idempotency-key': 'lost' }, 'POST', {
      title: 'New',
    });
    expect([done.status, done.headers.get('idempotency-replayed')]).toEqual([201, null]);
  }));

/** On the restored database, by those who have signed in again. */
async function again(work: (handle: Handler) => Promise<void>): Promise<void> {
  await servedBy(backup, async (handle) => {
    [ada, eve] = await Promise.all([signIn(handle, ada), signIn(handle, eve)]);
    await work(handle);
  });
}

async function signUp(handle: Handler): Promise<Person> {
  const email = `${crypto.randomUUID()}@example.com`;
  const fields = { name: 'Ada', email, password: PASSWORD };
  return { email, ...(await logInTo(handle, 'sign-up', fields)) };
}

async function signIn(handle: Handler, { email }: Person): Promise<Person> {
  return { email, ...(await logInTo(handle, 'sign-in', { email, password: PASSWORD })) };
}

async function write(
  handle: Handler,
  person: Person,
  method: string,
  path: string,
  title: string,
  headers: Record<string, string> = {},
): Promise<Task> {
  return (await ask(handle, person, path, headers, method, { title })).json();
}

async function knowing(handle: Handler, person: Person, task: Task): Promise<Known> {
  const list = await ask(handle, person, '');
  const changes = await ask(handle, person, '/changes');
  const { cursor } = (await changes.json()) as { cursor: string };
  return { task, tag: list.headers.get('etag') ?? '', cursor };
}

function ask(
  handle: Handler,
  { id, token }: Person,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  json?: object,
): Promise<Response> {
  const asking = {
    headers: { ...headers, authorization: `Bearer ${token}` },
    ...(json && { json }),
  };
  return sendTo(handle, method, `/api/${id}/tasks${path}`, asking);
}
