import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/testing/app';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson } from '@/testing/people';

const TASKS = '/api/ada/tasks';
const TEN_MEGABYTES = 10_000_000;
const JSON_TYPE = { 'content-type': 'application/json' };

let server: TestServer;
let ada: Person;

beforeAll(async () => {
  server = await createTestServer();
  ada = await addPerson(server, 'ada');
});

afterAll(() => server.close());

test.concurrent.each([
  ['at a path that does not exist', '/api/ada/lists', '', 404],
  ['without a token', TASKS, '', 401],
  ['for somebody else', '/api/eve/tasks', 'Bearer', 403],
  ['that is announced as too large', TASKS, 'Bearer', 413],
])('a body %s is refused before it is sent', async (_, path, scheme, status) => {
  const upload = startUpload(path, scheme, { 'content-length': TEN_MEGABYTES });
  upload.write('{"title":"');
  expect(await statusOf(upload)).toBe(status);
});

test.concurrent('reading stops where a body of unknown length is too large', async () => {
  const upload = startUpload(TASKS, 'Bearer', {});
  upload.write(Buffer.alloc(65_536, ' '));
  upload.write(' ');
  expect(await statusOf(upload)).toBe(413);
});

test('a connection serves the next request after a refused body was sent all the same', async () => {
  const bytes = Buffer.alloc(TEN_MEGABYTES, ' ');
  const refused = await server.send('POST', TASKS, { bytes, headers: JSON_TYPE });
  expect(refused.status).toBe(401);
  expect((await server.send('GET', TASKS, { token: ada.token })).status).toBe(200);
});

test('a client that goes away in the middle of a body harms nobody', async () => {
  const upload = startUpload(TASKS, 'Bearer', { 'content-length': TEN_MEGABYTES });
  upload.write('{"title":"');
  upload.on('error', () => undefined).destroy();
  expect((await server.send('GET', TASKS, { token: ada.token })).status).toBe(200);
});

function startUpload(path: string, scheme: string, headers: Record<string, number>) {
  return request({
    host: '127.0.0.1',
    port: server.port,
    method: 'POST',
    path,
    headers: {
      ...JSON_TYPE,
      ...(scheme && { authorization: `${scheme} ${ada.token}` }),
      ...headers,
    },
  });
}

/** The answer comes while the body is being sent; then the server closes the connection. */
async function statusOf(upload: ClientRequest): Promise<number | undefined> {
  // Before the answer: what is written after it may fail in the same moment.
  upload.on('error', () => undefined);
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  response.resume();
  if (!upload.closed) await once(upload, 'close');
  return response.statusCode;
}
