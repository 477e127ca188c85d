import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiListener } from '@/host/api-listener';
import { createHttpServer } from '@/host/http-server';
import { tasks } from '@/db/schema/tasks';
import { createTestApp, type Person, type TestApp } from '@/testing/app';
import { addPerson } from '@/testing/people';
import { emptyAnswer } from './answer';
import { createGate } from './gate';

const TASKS = '/api/ada/tasks';
const ENOUGH_MS = 120_000;
const TASK = '{"user_id":"ada","title":"Tea"}';

/** Has one place. */
const gate = createGate(ENOUGH_MS, 1);

let app: TestApp;
let ada: Person;
let server: Server;
let port: number;

beforeAll(async () => {
  app = await createTestApp();
  ada = await addPerson(app, 'ada');
  const listener = createApiListener(app.services, gate);
  const limits = { requestTimeout: ENOUGH_MS };
  server = createHttpServer(listener, app.services, limits);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await app.close();
});

test.each([
  ['log-in', '/api/auth/sign-in/email', '{"email":"eve@example.com","password":"a guess"}', 401],
  ['REST', TASKS, TASK, 201],
  ['RPC', '/api/trpc/tasks.create', TASK, 200],
  ['a batch', '/api/trpc/tasks.create,tasks.create?batch=1', `{"0":${TASK},"1":${TASK}}`, 200],
])(
  'half-sent bodies of %s keep nobody waiting, and may still be sent',
  async (_, path, body, ok) => {
    const uploads: ClientRequest[] = [];
    for (let count = 0; count < 5; count += 1) {
      uploads.push(await sendHalf(path, body));
      expect([await get(TASKS), await get('/api/auth/get-session')]).toEqual([200, 200]);
    }
    for (const upload of uploads) expect(await finish(upload, body)).toBe(ok);
  },
);

test('a body that has arrived when all places are taken is refused, and only the probes are answered', async () => {
  const before = await countTasks();
  const upload = await sendHalf(TASKS, TASK);
  await whileTaken(async () => {
    expect(await finish(upload, TASK)).toBe(503);
    expect(await get(TASKS)).toBe(503);
    expect([await get('/api/healthz'), await get('/api/readyz')]).toEqual([200, 200]);
  });
  expect(await get(TASKS)).toBe(200);
  expect(await countTasks()).toBe(before);
});

test.each([
  ['REST without a good token', 401, TASKS, 'x'],
  ['RPC without a good token', 401, '/api/trpc/tasks.create', 'x'],
  ['a batch without a good token', 401, '/api/trpc/tasks.create?batch=1', 'x'],
  ['a batch of calls and queries', 400, '/api/trpc/tasks.create,tasks.list?batch=1', undefined],
])('a body for %s is not asked for, and frees no second place', async (_, status, path, token) => {
  await expect(sendHalf(path, TASK, token)).rejects.toThrow(`refused: ${status}`);
  await whileTaken(async () => expect(await get(TASKS)).toBe(503));
});

/** Does something while somebody else has the place. */
async function whileTaken(act: () => Promise<void>): Promise<void> {
  let leave: (() => void) | undefined;
  const leaving = new Promise<void>((resolve) => (leave = resolve));
  const staying = gate.pass(async () => {
    await leaving;
    return emptyAnswer(204);
  });
  try {
    await act();
  } finally {
    leave?.();
    await staying;
  }
}

/** Returns when the server waits for the rest of the body. */
async function sendHalf(path: string, body: string, token = ada.token): Promise<ClientRequest> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': body.length,
    expect: '100-continue',
  };
  const upload = request({ host: '127.0.0.1', port, method: 'POST', path, headers, agent: false });
  upload.flushHeaders();
  upload.on('error', () => undefined);
  await Promise.race([once(upload, 'continue'), once(upload, 'response').then(isRefused)]);
  upload.write(body.slice(0, 9));
  return upload;
}

function isRefused([response]: IncomingMessage[]): never {
  throw new Error(`The body was refused: ${response?.statusCode}`);
}

async function finish(upload: ClientRequest, body: string): Promise<number | undefined> {
  upload.end(body.slice(9));
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

async function get(path: string): Promise<number> {
  const headers = { authorization: `Bearer ${ada.token}` };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  await response.arrayBuffer();
  return response.status;
}

async function countTasks(): Promise<number> {
  return (await app.services.db.select().from(tasks)).length;
}
