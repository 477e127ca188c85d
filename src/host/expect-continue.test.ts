import { expect, test } from 'vitest';
import { HOST, open, readBody, serve } from '@/testing/raw-http';

test('a body is asked for when somebody reads it', async () => {
  const client = await open(await serve(readBody));
  client.socket.write(
    `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
  );
  await expect.poll(client.received).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  client.socket.write('body');
  await expect.poll(client.received).toContain('read: body');
  expect(client.received()).toContain('Connection: keep-alive');
});

test('a body that nobody reads is not asked for, and the connection ends', async () => {
  const server = await serve((_, response) => response.writeHead(401).end());
  const client = await open(server);
  client.socket.write(
    `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
  );
  await client.ended;
  expect(client.received()).toMatch(/^HTTP\/1\.1 401 /);
  expect(client.received()).toContain('Connection: close');
});

test('a body that is read when the answer has begun is not asked for', async () => {
  const server = await serve((request, response) => {
    response.write('begun');
    readBody(request, response);
  });
  const client = await open(server);
  client.socket.write(
    `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\nbody`,
  );
  await client.ended;
  expect(client.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*begun[^]*read: body/);
  expect(client.received()).not.toContain('100 Continue');
});

test('an expectation that nobody knows is not met, and does no harm', async () => {
  const client = await open(await serve(readBody));
  client.socket.write(`GET / HTTP/1.1\r\n${HOST}Expect: miracles\r\n\r\n`);
  await expect.poll(client.received).toContain('HTTP/1.1 200 OK');
});
