import { expect, test } from 'vitest';
import { ask, HOST, open, problem, problemIn, readBody, serve } from '@/testing/raw-http';

test.each([
  ['a URL', `GET /${'a'.repeat(8_191)} HTTP/1.1\r\n${HOST}\r\n`],
  ['headers', `GET / HTTP/1.1\r\n${HOST}A: ${'a'.repeat(16_000)}\r\n\r\n`],
  ['many headers', `GET / HTTP/1.1\r\n${HOST}${'A: b\r\n'.repeat(2_100)}\r\n`],
])('%s just short enough are answered', async (_, text) => {
  const client = await open(await serve(readBody));
  client.socket.write(text);
  await expect.poll(client.received).toContain('HTTP/1.1 200 OK');
});

test('one connection too many is told so, and its place is free when another ends', async () => {
  const patient = { headersTimeout: 60_000, requestTimeout: 60_000 };
  const server = await serve(readBody, { connections: 2, ...patient });
  const [first, second] = [await open(server), await open(server)];
  const third = await ask(server);
  expect(problemIn(third)).toMatchObject(problem('SERVICE_UNAVAILABLE'));
  expect(third).toContain('\r\nretry-after: 5\r\n');

  first.socket.destroy();
  await expect.poll(() => ask(server)).toContain('HTTP/1.1 200 OK');
  second.socket.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  await expect.poll(second.received).toContain('HTTP/1.1 200 OK');
});

test.each(['a b', 'a/b', 'a@b', 'a"b', 'a#b', '\u00e9'])('nobody is called %s', async (host) => {
  const client = await open(await serve(readBody));
  client.socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 'latin1');
  await expect.poll(client.received).toContain('HTTP/1.1 400 Bad Request');
});

test.each(['', 'a', 'a-b.example:80', '127.0.0.1:3000', '[::1]:3000', 'a_b'])(
  'a host may be called “%s”',
  async (host) => {
    const client = await open(await serve(readBody));
    client.socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await expect.poll(client.received).toContain('HTTP/1.1 200 OK');
  },
);

test.each([
  ['http://tandem.example/sign-up?x=1', '/sign-up?x=1'],
  ['HTTPS://tandem.example:8443/a%2Fb/', '/a%2Fb/'],
  ['http://tandem.example', '/'],
  ['http://tandem.example?x=1', '/?x=1'],
  ['/http://tandem.example/', '/http://tandem.example/'],
])('the URL %s is %s', async (url, path) => {
  const client = await open(await serve((request, response) => response.end(`<${request.url}>`)));
  client.socket.write(`GET ${url} HTTP/1.1\r\n${HOST}\r\n`);
  await expect.poll(client.received).toContain(`<${path}>`);
});
