import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { HOST, open, readBody, serve } from '@/testing/raw-http';
import { drain } from './drain';

/** More than the system keeps for a connection whose client does not read. */
const MUCH = Buffer.alloc(64 * 1_024 * 1_024);

test('a server that stops waits for answers, not for who takes none or has asked for none', async () => {
  const answers: (() => void)[] = [];
  const server = await serve((request, response) => {
    if (request.url === '/much') response.write(MUCH);
    else answers.push(() => response.end('an answer'));
  });
  const [waiting, deaf] = [await open(server), await open(server), await open(server)];
  deaf.socket.pause().write(`GET /much HTTP/1.1\r\n${HOST}\r\n`);
  waiting.socket.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  await expect.poll(() => answers.length).toBe(1);
  const count = () => promisify(server.getConnections.bind(server))();
  await expect.poll(count).toBe(3);

  const drained = drain(server, { end: 60_000, silence: 100 });
  await expect.poll(count).toBe(1);
  answers[0]?.();
  await drained;
  await waiting.ended;
  expect(waiting.received()).toContain('an answer');
});

test('a server that stops waits for no answer without end', async () => {
  const server = await serve(readBody);
  const client = await open(server);
  client.socket.write(`POST / HTTP/1.1\r\n${HOST}Content-Length: 9\r\n\r\n`);
  await drain(server, { end: 100, silence: 60_000 });
  await client.ended;
  expect(client.received()).toBe('');
});
