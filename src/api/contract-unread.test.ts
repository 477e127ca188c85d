import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '@/testing/http';
import { addPerson, mintToken } from '@/testing/people';

const TEN_MEGABYTES = 10_000_000;

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await createTestServer();
  await addPerson(server, 'ada');
  token = await mintToken(server, 'ada');
});
afterAll(() => server.close());

test.each([
  ['without a token', '/api/ada/tasks', '', 401],
  ['for somebody else', '/api/eve/tasks', 'bearer', 403],
  ['that is announced as too large', '/api/ada/tasks', 'bearer', 413],
  ['at a path that does not exist', '/api/ada/lists', '', 404],
])('a body %s is refused before any of it was sent', async (_, path, scheme, status) => {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(head(path, scheme && `Authorization: ${scheme} ${token}\r\n`));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  socket.destroy();
});

test('a body that was refused and is sent all the same harms nobody', async () => {
  const body = Buffer.alloc(TEN_MEGABYTES, 'x');
  const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
  socket.write(head('/api/ada/tasks', ''));
  socket.write(body);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1.1 401 /);
  socket.destroy();
  expect((await server.send('GET', '/api/ada/tasks', { token })).status).toBe(200);
});

function head(path: string, authorization: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${authorization}Content-Type: application/json\r\nContent-Length: ${TEN_MEGABYTES}\r\n\r\n`;
}
