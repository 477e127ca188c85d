import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '@/contract/tasks';
import { createTestApp, type TestApp } from '@/testing/app';
import { bearer, callRest, send } from '@/testing/clients';
import { follow, problemIn, ways } from '@/testing/followers';
import { createTestServer, type TestServer } from '@/testing/http';

let server: TestServer;
/** Another process, as far as the first can tell: they share the database alone. */
let other: TestApp;

beforeAll(async () => {
  server = await createTestServer();
  other = await createTestApp(server.variables);
});

afterAll(async () => {
  await other.close();
  await server.close();
});

test.each(ways)('over %s what another process writes is told', async (way) => {
  const ada = await server.signUp();
  const stream = await follow(server, way, ada);
  for (const title of ['First', 'Second']) {
    const input = { user_id: ada.id, title };
    const call = { procedure: 'tasks.create', input, headers: bearer(ada.token) };
    const task = (await callRest(other, call))?.value as Task;
    expect(await stream.next()).toMatchObject({ data: { type: 'upsert', task } });
  }
  stream.cut();
});

test.each(ways)('over %s a session that ends in another process ends its stream', async (way) => {
  const ada = await server.signUp();
  const stream = await follow(server, way, ada);
  const signedOut = await send(other, 'POST', '/api/auth/sign-out', bearer(ada.token));
  expect(signedOut.status).toBe(200);
  expect(problemIn(way, await stream.next())).toMatchObject({ status: 401 });
  expect(await stream.next()).toBeUndefined();
});
