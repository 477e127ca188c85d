import { connect, createServer, type Server, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestDatabase, type TestDatabase } from '@/testing/database';
import { type Answer, createTestServer, type Message, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const title = { json: { title: 'Nobody else may read this' } };
const CALLS: [string, string, Message][] = [
  ['GET', TASKS, {}],
  ['POST', TASKS, title],
  ['GET', `${TASKS}/1`, {}],
  ['PUT', `${TASKS}/1`, title],
  ['PATCH', `${TASKS}/1/complete`, {}],
  ['DELETE', `${TASKS}/1`, {}],
];

let database: TestDatabase;
let gate: Gate;
let server: TestServer;
let ada: Person;
let lines: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  gate = await openGate(new URL(database.url));
  lines = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  server = await createTestServer({ DATABASE_URL: gate.url }, { log });
  ada = await addPerson(server, 'ada');
});

afterAll(async () => {
  await server.close();
  await gate.close();
  await database.close();
});

test('a failure of ours is a 500 that says nothing of its cause; the log does', async () => {
  await database.db.execute(sql`alter schema public rename to elsewhere`);
  for (const call of CALLS) {
    const answer = await send(...call);
    expect([answer.status, answer.json]).toEqual([
      500,
      problem(answer, {
        slug: 'internal',
        title: 'Internal error',
        detail:
          'Something broke on our side. The log has the cause under the request id in “instance”.',
        code: 'INTERNAL_SERVER_ERROR',
      }),
    ]);
    expect(failureOf(answer)).toMatchObject({ code: '42P01', frames: expect.any(Array) });
  }
  const json = { email: ada.email, password: 'correct horse' };
  const atLogIn = await send('POST', '/api/auth/sign-in/email', { json });
  expect([atLogIn.status, failureOf(atLogIn)]).toMatchObject([500, { code: '42P01' }]);
  await database.db.execute(sql`alter schema elsewhere rename to public`);
  expect((await send('GET', TASKS)).status).toBe(200);
});

test('while the database cannot be reached the answer is a 503, and then it is well again', async () => {
  await gate.shut();
  for (const call of CALLS) {
    const answer = await send(...call);
    expect(answer.headers['retry-after']).toBe('5');
    expect([answer.status, answer.json]).toEqual([503, unavailable(answer)]);
    expect(failureOf(answer)).toMatchObject({ code: expect.stringMatching(/^(ECONN|CONNECTION)/) });
  }
  expect((await send('GET', '/api/readyz')).status).toBe(503);
  expect((await send('GET', '/api/healthz')).status).toBe(200);

  await gate.open();
  await expect.poll(async () => (await send('GET', TASKS)).status).toBe(200);
  expect((await send('POST', TASKS, title)).status).toBe(201);
  expect((await send('GET', '/api/readyz')).status).toBe(200);
});

test('a connection that breaks is replaced', async () => {
  await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await expect.poll(async () => (await send('GET', TASKS)).status).toBe(200);
});

test('the log does not quote what a user wrote, nor a token', () => {
  expect(lines.join('')).not.toContain(title.json.title);
  expect(lines.join('')).not.toContain(ada.token);
});

test('a process that drains is not ready, but lives and answers', async () => {
  server.services.drain();
  const answer = await send('GET', '/api/readyz');
  expect([answer.status, answer.json]).toEqual([503, unavailable(answer)]);
  expect(answer.headers['retry-after']).toBe('5');
  expect((await send('GET', '/api/healthz')).status).toBe(200);
  expect((await send('GET', TASKS)).status).toBe(200);
});

function send(method: string, path: string, message: Message = {}) {
  return server.send(method, path, { token: ada.token, ...message });
}

function unavailable(answer: Answer): object {
  return problem(answer, {
    slug: 'unavailable',
    title: 'Service unavailable',
    detail: 'The service cannot answer just now. Try again after the seconds in Retry-After.',
    code: 'SERVICE_UNAVAILABLE',
  });
}

function problem({ status, headers }: Answer, { slug, ...said }: Record<string, string>): object {
  const type = `http://localhost:3000/problems/${slug}`;
  return { type, status, instance: `urn:request:${headers['x-request-id']}`, ...said };
}

/** What the log says of the failure behind an answer. */
function failureOf({ headers }: Answer): unknown {
  return lines
    .map((line) => JSON.parse(line) as { requestId?: string; failure?: object })
    .find((line) => line.requestId === headers['x-request-id'] && line.failure)?.failure;
}

interface Gate {
  /** Leads to the database through the gate. */
  url: string;
  /** Refuses connections, and breaks those that are open. */
  shut: () => Promise<void>;
  open: () => Promise<void>;
  close: () => Promise<void>;
}

async function openGate(target: URL): Promise<Gate> {
  const sockets = new Set<Socket>();
  const listener: Server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  const shut = () =>
    new Promise<void>((resolve) => {
      listener.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  await listen(0);
  const { port } = listener.address() as { port: number };
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, shut, open: () => listen(port), close: shut };
}
